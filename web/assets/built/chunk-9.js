var s=class{#t=0;next(){let t=Math.min(5e3,200*2**this.#t);return this.#t+=1,t/2+Math.random()*t/2}reset(){this.#t=0}};export{s as a};
