;; Pixels from a profile's colours to sRGB, where they are. `deno task wasm` makes colour.wasm of it.
(module
  ;; Three pages of 64 KiB: kernel.ts says what lies where.
  (memory (export "memory") 3 3)

  ;; Of each pixel: three bytes are looked up in the tables of vectors at 0, one table a channel. Each vector is
  ;; what this value adds to linear red, green and blue, in 1/256 of a step of the table at 12288, which has
  ;; 16384 steps from light to what is stored.
  (func (export "light")
    (param $at i32)         ;; the first pixel
    (param $pixelBytes i32) ;; 3 or 4; a fourth byte stays
    (param $pixels i32)
    (local $end i32) (local $sum v128) (local $half v128) (local $none v128) (local $most v128)
    (local.set $half (i32x4.splat (i32.const 128)))
    (local.set $most (i32x4.splat (i32.const 16383)))
    (local.set $end
      (i32.add (local.get $at) (i32.mul (local.get $pixelBytes) (local.get $pixels))))
    (block $done
      (loop $pixel
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $sum
          (i32x4.add
            (i32x4.add
              (i32x4.add (local.get $half)
                (v128.load (i32.shl (i32.load8_u (local.get $at)) (i32.const 4))))
              (v128.load offset=4096
                (i32.shl (i32.load8_u offset=1 (local.get $at)) (i32.const 4))))
            (v128.load offset=8192
              (i32.shl (i32.load8_u offset=2 (local.get $at)) (i32.const 4)))))
        (local.set $sum
          (i32x4.min_s
            (i32x4.max_s (i32x4.shr_s (local.get $sum) (i32.const 8)) (local.get $none))
            (local.get $most)))
        (i32.store8 (local.get $at)
          (i32.load8_u offset=12288 (i32x4.extract_lane 0 (local.get $sum))))
        (i32.store8 offset=1 (local.get $at)
          (i32.load8_u offset=12288 (i32x4.extract_lane 1 (local.get $sum))))
        (i32.store8 offset=2 (local.get $at)
          (i32.load8_u offset=12288 (i32x4.extract_lane 2 (local.get $sum))))
        (local.set $at (i32.add (local.get $at) (local.get $pixelBytes)))
        (br $pixel)))))
