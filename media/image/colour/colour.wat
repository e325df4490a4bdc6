;; Pixels from a profile's colours to sRGB, where they are. `deno task wasm` makes colour.wasm of it.
(module
  ;; Pages of 64 KiB: kernel.ts says what lies where. More than three for a table of colours.
  (memory (export "memory") 3 64)

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
        (br $pixel))))

  ;; Between the eight points around three values: the four corners of the tetrahedron that one reaches by going along
  ;; the channel that is furthest on first.
  (func $cube
    (param $low i32)                           ;; where the point below lies
    (param $f0 f32) (param $f1 f32) (param $f2 f32) ;; how far above it each value is, 0 to 1
    (param $s0 i32) (param $s1 i32) (param $s2 i32) ;; from a point to the next along each channel
    (result v128)
    (local $high i32) (local $most f32) (local $middle f32) (local $least f32)
    (local.set $high
      (i32.add (local.get $low)
        (i32.add (local.get $s0) (i32.add (local.get $s1) (local.get $s2)))))
    (local.set $most (f32.max (local.get $f0) (f32.max (local.get $f1) (local.get $f2))))
    (local.set $least (f32.min (local.get $f0) (f32.min (local.get $f1) (local.get $f2))))
    (local.set $middle
      (f32.sub
        (f32.sub
          (f32.add (local.get $f0) (f32.add (local.get $f1) (local.get $f2)))
          (local.get $most))
        (local.get $least)))
    (f32x4.add
      (f32x4.add
        (f32x4.mul (v128.load (local.get $low))
          (f32x4.splat (f32.sub (f32.const 1) (local.get $most))))
        (f32x4.mul (v128.load (local.get $high)) (f32x4.splat (local.get $least))))
      (f32x4.add
        (f32x4.mul
          (v128.load
            (i32.add (local.get $low)
              (select (local.get $s0)
                (select (local.get $s1) (local.get $s2)
                  (f32.eq (local.get $f1) (local.get $most)))
                (f32.eq (local.get $f0) (local.get $most)))))
          (f32x4.splat (f32.sub (local.get $most) (local.get $middle))))
        (f32x4.mul
          (v128.load
            (i32.sub (local.get $high)
              (select (local.get $s2)
                (select (local.get $s1) (local.get $s0)
                  (f32.eq (local.get $f1) (local.get $least)))
                (f32.eq (local.get $f2) (local.get $least)))))
          (f32x4.splat (f32.sub (local.get $middle) (local.get $least)))))))

  ;; Writes three bytes, rounded.
  (func $write (param $to i32) (param $colour v128)
    (local $levels v128)
    (local.set $levels
      (i32x4.trunc_sat_f32x4_u (f32x4.add (local.get $colour) (f32x4.splat (f32.const 0.5)))))
    (i32.store8 (local.get $to) (i32x4.extract_lane 0 (local.get $levels)))
    (i32.store8 offset=1 (local.get $to) (i32x4.extract_lane 1 (local.get $levels)))
    (i32.store8 offset=2 (local.get $to) (i32x4.extract_lane 2 (local.get $levels))))

  ;; Of each pixel: the colour between the points of a table. For each value of each channel there are eight bytes
  ;; at 0: where the point below lies, and how far above it the value is. Points are vectors of three levels.
  (func (export "table")
    (param $at i32)         ;; the first pixel
    (param $pixelBytes i32) ;; 3 or 4; a fourth byte stays
    (param $pixels i32)
    (param $points i32)     ;; the first point
    (param $s0 i32) (param $s1 i32) (param $s2 i32)
    (local $end i32) (local $v0 i32) (local $v1 i32) (local $v2 i32)
    (local.set $end
      (i32.add (local.get $at) (i32.mul (local.get $pixelBytes) (local.get $pixels))))
    (block $done
      (loop $pixel
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $v0 (i32.shl (i32.load8_u (local.get $at)) (i32.const 3)))
        (local.set $v1 (i32.shl (i32.load8_u offset=1 (local.get $at)) (i32.const 3)))
        (local.set $v2 (i32.shl (i32.load8_u offset=2 (local.get $at)) (i32.const 3)))
        (call $write (local.get $at)
          (call $cube
            (i32.add
              (i32.add (local.get $points) (i32.load (local.get $v0)))
              (i32.add (i32.load offset=2048 (local.get $v1)) (i32.load offset=4096 (local.get $v2))))
            (f32.load offset=4 (local.get $v0))
            (f32.load offset=2052 (local.get $v1))
            (f32.load offset=4100 (local.get $v2))
            (local.get $s0) (local.get $s1) (local.get $s2)))
        (local.set $at (i32.add (local.get $at) (local.get $pixelBytes)))
        (br $pixel))))

  ;; The same of four inks, of which three bytes a pixel are made: straight between what two tables of three give.
  (func (export "inks")
    (param $at i32)     ;; the first pixel, of which 255 is none of an ink
    (param $pixels i32)
    (param $to i32)     ;; not behind the first pixel
    (param $points i32)
    (param $s0 i32) (param $s1 i32) (param $s2 i32) (param $s3 i32)
    (local $end i32) (local $v0 i32) (local $v1 i32) (local $v2 i32) (local $v3 i32) (local $low i32)
    (local $lower v128)
    (local.set $end (i32.add (local.get $at) (i32.shl (local.get $pixels) (i32.const 2))))
    (block $done
      (loop $pixel
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $v0
          (i32.shl (i32.sub (i32.const 255) (i32.load8_u (local.get $at))) (i32.const 3)))
        (local.set $v1
          (i32.shl (i32.sub (i32.const 255) (i32.load8_u offset=1 (local.get $at))) (i32.const 3)))
        (local.set $v2
          (i32.shl (i32.sub (i32.const 255) (i32.load8_u offset=2 (local.get $at))) (i32.const 3)))
        (local.set $v3
          (i32.shl (i32.sub (i32.const 255) (i32.load8_u offset=3 (local.get $at))) (i32.const 3)))
        (local.set $low
          (i32.add
            (i32.add
              (i32.add (local.get $points) (i32.load (local.get $v0)))
              (i32.add (i32.load offset=2048 (local.get $v1)) (i32.load offset=4096 (local.get $v2))))
            (i32.load offset=6144 (local.get $v3))))
        (local.set $lower
          (call $cube (local.get $low)
            (f32.load offset=4 (local.get $v0))
            (f32.load offset=2052 (local.get $v1))
            (f32.load offset=4100 (local.get $v2))
            (local.get $s0) (local.get $s1) (local.get $s2)))
        (call $write (local.get $to)
          (f32x4.add (local.get $lower)
            (f32x4.mul
              (f32x4.sub
                (call $cube (i32.add (local.get $low) (local.get $s3))
                  (f32.load offset=4 (local.get $v0))
                  (f32.load offset=2052 (local.get $v1))
                  (f32.load offset=4100 (local.get $v2))
                  (local.get $s0) (local.get $s1) (local.get $s2))
                (local.get $lower))
              (f32x4.splat (f32.load offset=6148 (local.get $v3))))))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (local.set $to (i32.add (local.get $to) (i32.const 3)))
        (br $pixel)))))
