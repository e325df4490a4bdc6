;; Grey of colour pixels, sixteen at a time, and its sum. `deno task wasm` makes grey.wasm of it.
;;
;; The arithmetic is greyOf's in channels.ts: (9798 R + 19235 G + 3735 B + 16384) >> 15. Blue and green are
;; multiplied and added as one pair of 16 bits, red and 1 as another (i32x4.dot_i16x8_s).
(module
  ;; Five pages of 64 KiB: grey_pixels.ts says where pixels and grey are in it.
  (memory (export "memory") 5 5)

  ;; Turns rows of pixels to grey, without padding between the rows of grey. It reads up to 4 bytes behind the
  ;; last pixel. The first 32 bytes of memory say where blue and green, and red, are in 16 bytes of pixels: as
  ;; i8x16.swizzle wants it, each followed by an index out of range, which gives 0.
  (func (export "grey")
    (param $from i32)        ;; the first pixel
    (param $strideBytes i32) ;; from a row to the next
    (param $pixelBytes i32)  ;; 3 or 4
    (param $blue i32) (param $green i32) (param $red i32) ;; their places in a pixel
    (param $width i32) (param $height i32)
    (param $to i32)          ;; the first byte of grey
    (result i32)             ;; the sum of all grey
    (local $blueGreen v128) (local $redNone v128) (local $one v128)
    (local $weightsBlueGreen v128) (local $weightsRedOne v128)
    (local $at i32) (local $end i32) (local $step i32) (local $sum i32)
    (local $pixels v128) (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $sums v128)
    (local.set $blueGreen (v128.load (i32.const 0)))
    (local.set $redNone (v128.load (i32.const 16)))
    (local.set $one (i32x4.splat (i32.const 0x10000)))
    (local.set $weightsBlueGreen (v128.const i16x8 3735 19235 3735 19235 3735 19235 3735 19235))
    (local.set $weightsRedOne (v128.const i16x8 9798 16384 9798 16384 9798 16384 9798 16384))
    (local.set $step (i32.mul (i32.const 4) (local.get $pixelBytes)))
    (block $done
      (loop $row
        (br_if $done (i32.eqz (local.get $height)))
        (local.set $at (local.get $from))
        (local.set $end
          (i32.add (local.get $to) (i32.and (local.get $width) (i32.const -16))))
        (block $tail
          (loop $sixteen
            (br_if $tail (i32.ge_u (local.get $to) (local.get $end)))
            ;; Four pixels each to four sums of 32 bits.
            (local.set $pixels (v128.load (local.get $at)))
            (local.set $a (i32x4.shr_u (i32x4.add
              (i32x4.dot_i16x8_s
                (i8x16.swizzle (local.get $pixels) (local.get $blueGreen))
                (local.get $weightsBlueGreen))
              (i32x4.dot_i16x8_s
                (v128.or (i8x16.swizzle (local.get $pixels) (local.get $redNone)) (local.get $one))
                (local.get $weightsRedOne))) (i32.const 15)))
            (local.set $at (i32.add (local.get $at) (local.get $step)))
            (local.set $pixels (v128.load (local.get $at)))
            (local.set $b (i32x4.shr_u (i32x4.add
              (i32x4.dot_i16x8_s
                (i8x16.swizzle (local.get $pixels) (local.get $blueGreen))
                (local.get $weightsBlueGreen))
              (i32x4.dot_i16x8_s
                (v128.or (i8x16.swizzle (local.get $pixels) (local.get $redNone)) (local.get $one))
                (local.get $weightsRedOne))) (i32.const 15)))
            (local.set $at (i32.add (local.get $at) (local.get $step)))
            (local.set $pixels (v128.load (local.get $at)))
            (local.set $c (i32x4.shr_u (i32x4.add
              (i32x4.dot_i16x8_s
                (i8x16.swizzle (local.get $pixels) (local.get $blueGreen))
                (local.get $weightsBlueGreen))
              (i32x4.dot_i16x8_s
                (v128.or (i8x16.swizzle (local.get $pixels) (local.get $redNone)) (local.get $one))
                (local.get $weightsRedOne))) (i32.const 15)))
            (local.set $at (i32.add (local.get $at) (local.get $step)))
            (local.set $pixels (v128.load (local.get $at)))
            (local.set $d (i32x4.shr_u (i32x4.add
              (i32x4.dot_i16x8_s
                (i8x16.swizzle (local.get $pixels) (local.get $blueGreen))
                (local.get $weightsBlueGreen))
              (i32x4.dot_i16x8_s
                (v128.or (i8x16.swizzle (local.get $pixels) (local.get $redNone)) (local.get $one))
                (local.get $weightsRedOne))) (i32.const 15)))
            (local.set $at (i32.add (local.get $at) (local.get $step)))
            ;; Sixteen bytes of them.
            (local.set $a (i8x16.narrow_i16x8_u
              (i16x8.narrow_i32x4_u (local.get $a) (local.get $b))
              (i16x8.narrow_i32x4_u (local.get $c) (local.get $d))))
            (v128.store (local.get $to) (local.get $a))
            (local.set $sums (i32x4.add (local.get $sums)
              (i32x4.extadd_pairwise_i16x8_u (i16x8.extadd_pairwise_i8x16_u (local.get $a)))))
            (local.set $to (i32.add (local.get $to) (i32.const 16)))
            (br $sixteen)))
        ;; The rest of the row, one by one.
        (local.set $end
          (i32.add (local.get $to) (i32.and (local.get $width) (i32.const 15))))
        (block $next
          (loop $pixel
            (br_if $next (i32.ge_u (local.get $to) (local.get $end)))
            (i32.store8 (local.get $to) (i32.shr_u (i32.add (i32.add (i32.add
              (i32.mul (i32.const 9798) (i32.load8_u (i32.add (local.get $at) (local.get $red))))
              (i32.mul (i32.const 19235) (i32.load8_u (i32.add (local.get $at) (local.get $green)))))
              (i32.mul (i32.const 3735) (i32.load8_u (i32.add (local.get $at) (local.get $blue)))))
              (i32.const 16384)) (i32.const 15)))
            (local.set $sum (i32.add (local.get $sum) (i32.load8_u (local.get $to))))
            (local.set $to (i32.add (local.get $to) (i32.const 1)))
            (local.set $at (i32.add (local.get $at) (local.get $pixelBytes)))
            (br $pixel)))
        (local.set $from (i32.add (local.get $from) (local.get $strideBytes)))
        (local.set $height (i32.sub (local.get $height) (i32.const 1)))
        (br $row)))
    (i32.add (local.get $sum) (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $sums)) (i32x4.extract_lane 1 (local.get $sums)))
      (i32.add (i32x4.extract_lane 2 (local.get $sums)) (i32x4.extract_lane 3 (local.get $sums)))))))
