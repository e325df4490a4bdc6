;; Rows of pixels to rows of red, green and blue, and to grey. `deno task wasm` makes pixels.wasm of it.
;;
;; What is made has no padding between its rows. All functions work on whole vectors to the end of a row: they
;; read and write up to 32 bytes behind the last pixel; what lies behind a row is written again with the next.
(module
  ;; Eight pages of 64 KiB: pixel_kernel.ts says what lies where.
  (memory (export "memory") 8 8)

  ;; Takes three bytes of each pixel of 3 or 4, four pixels at a time. Memory from byte 32 says which of 16 bytes
  ;; become the 12, as i8x16.swizzle wants it.
  (func (export "pick")
    (param $from i32)        ;; the first pixel
    (param $strideBytes i32) ;; from a row to the next
    (param $pixelBytes i32)  ;; 3 or 4
    (param $width i32) (param $height i32)
    (param $to i32)
    (local $places v128) (local $step i32) (local $source i32) (local $at i32) (local $end i32)
    (local.set $places (v128.load (i32.const 32)))
    (local.set $step (i32.mul (i32.const 4) (local.get $pixelBytes)))
    (block $done
      (loop $row
        (br_if $done (i32.eqz (local.get $height)))
        (local.set $source (local.get $from))
        (local.set $at (local.get $to))
        (local.set $end (i32.add (local.get $to) (i32.mul (i32.const 3) (local.get $width))))
        (loop $four
          (v128.store (local.get $at)
            (i8x16.swizzle (v128.load (local.get $source)) (local.get $places)))
          (local.set $source (i32.add (local.get $source) (local.get $step)))
          (local.set $at (i32.add (local.get $at) (i32.const 12)))
          (br_if $four (i32.lt_u (local.get $at) (local.get $end))))
        (local.set $to (local.get $end))
        (local.set $from (i32.add (local.get $from) (local.get $strideBytes)))
        (local.set $height (i32.sub (local.get $height) (i32.const 1)))
        (br $row))))

  ;; Takes pixels of 16 bits apart, eight at a time: blue has the five lowest bits. Memory from byte 32 says in
  ;; which order the two bytes of each lie.
  (func (export "split")
    (param $from i32) (param $strideBytes i32)
    (param $redShift i32)   ;; how far red is moved down, to the upper five bits of a byte
    (param $greenShift i32) ;; the same of green
    (param $greenMask i32)  ;; its upper five or six bits
    (param $bgr i32)        ;; 1: blue comes first, 0: red does
    (param $width i32) (param $height i32)
    (param $to i32)
    (local $places v128) (local $pixels v128) (local $source i32) (local $at i32) (local $end i32)
    (local $red v128) (local $green v128) (local $blue v128) (local $redGreen v128)
    (local $five v128) (local $six v128)
    (local.set $places (v128.load (i32.const 32)))
    (local.set $five (i16x8.splat (i32.const 0xf8)))
    (local.set $six (i16x8.splat (local.get $greenMask)))
    (block $done
      (loop $row
        (br_if $done (i32.eqz (local.get $height)))
        (local.set $source (local.get $from))
        (local.set $at (local.get $to))
        (local.set $end (i32.add (local.get $to) (i32.mul (i32.const 3) (local.get $width))))
        (loop $eight
          (local.set $pixels
            (i8x16.swizzle (v128.load (local.get $source)) (local.get $places)))
          (local.set $red (v128.and (local.get $five)
            (i16x8.shr_u (local.get $pixels) (local.get $redShift))))
          (local.set $green (v128.and (local.get $six)
            (i16x8.shr_u (local.get $pixels) (local.get $greenShift))))
          (local.set $blue (v128.and (local.get $five)
            (i16x8.shl (local.get $pixels) (i32.const 3))))
          (if (local.get $bgr) (then
            (local.set $pixels (local.get $red))
            (local.set $red (local.get $blue))
            (local.set $blue (local.get $pixels))))
          (local.set $redGreen (i8x16.narrow_i16x8_u (local.get $red) (local.get $green)))
          (local.set $blue (i8x16.narrow_i16x8_u (local.get $blue) (local.get $blue)))
          (v128.store (local.get $at)
            (i8x16.shuffle 0 8 16 1 9 17 2 10 18 3 11 19 4 12 20 5
              (local.get $redGreen) (local.get $blue)))
          (v128.store64_lane offset=16 0 (local.get $at)
            (i8x16.shuffle 13 21 6 14 22 7 15 23 0 0 0 0 0 0 0 0
              (local.get $redGreen) (local.get $blue)))
          (local.set $source (i32.add (local.get $source) (i32.const 16)))
          (local.set $at (i32.add (local.get $at) (i32.const 24)))
          (br_if $eight (i32.lt_u (local.get $at) (local.get $end))))
        (local.set $to (local.get $end))
        (local.set $from (i32.add (local.get $from) (local.get $strideBytes)))
        (local.set $height (i32.sub (local.get $height) (i32.const 1)))
        (br $row))))

  ;; Makes colours of Y, U and V in studio range, eight pixels at a time; a sample of U and V is of two by two
  ;; pixels. The arithmetic is OpenCV's (color_yuv.simd.hpp, uvToRGBuv): factors with 20 bits behind the point.
  (func (export "yuv")
    (param $y i32) (param $strideBytes i32)
    (param $u i32) (param $v i32) (param $chromaStrideBytes i32)
    (param $redV i32) (param $greenV i32) (param $greenU i32) (param $blueU i32) ;; the matrix
    (param $bgr i32) ;; 1: blue comes first, 0: red does
    (param $width i32) (param $height i32)
    (param $to i32)
    (local $x i32) (local $isOdd i32) (local $at i32) (local $end i32)
    (local $luma v128) (local $low v128) (local $high v128) (local $us v128) (local $vs v128)
    (local $part v128)
    (local $red v128) (local $green v128) (local $blue v128) (local $redGreen v128)
    (block $done
      (loop $row
        (br_if $done (i32.eqz (local.get $height)))
        (local.set $x (i32.const 0))
        (local.set $at (local.get $to))
        (local.set $end (i32.add (local.get $to) (i32.mul (i32.const 3) (local.get $width))))
        (loop $eight
          ;; Y of four pixels and of four more, with the half that rounds.
          (local.set $luma (i16x8.extend_low_i8x16_u (i8x16.sub_sat_u
            (v128.load64_zero (i32.add (local.get $y) (local.get $x)))
            (i8x16.splat (i32.const 16)))))
          (local.set $low (i32x4.add (i32x4.splat (i32.const 524288)) (i32x4.mul
            (i32x4.extend_low_i16x8_u (local.get $luma)) (i32x4.splat (i32.const 1220542)))))
          (local.set $high (i32x4.add (i32x4.splat (i32.const 524288)) (i32x4.mul
            (i32x4.extend_high_i16x8_u (local.get $luma)) (i32x4.splat (i32.const 1220542)))))
          ;; Four U and V, each of two pixels.
          (local.set $us (i32x4.sub
            (i32x4.extend_low_i16x8_u (i16x8.extend_low_i8x16_u
              (v128.load32_zero (i32.add (local.get $u) (i32.shr_u (local.get $x) (i32.const 1))))))
            (i32x4.splat (i32.const 128))))
          (local.set $vs (i32x4.sub
            (i32x4.extend_low_i16x8_u (i16x8.extend_low_i8x16_u
              (v128.load32_zero (i32.add (local.get $v) (i32.shr_u (local.get $x) (i32.const 1))))))
            (i32x4.splat (i32.const 128))))
          (local.set $part (i32x4.mul (local.get $vs) (i32x4.splat (local.get $redV))))
          (local.set $red (i16x8.narrow_i32x4_s
            (i32x4.shr_s (i32x4.add (local.get $low)
              (i8x16.shuffle 0 1 2 3 0 1 2 3 4 5 6 7 4 5 6 7 (local.get $part) (local.get $part)))
              (i32.const 20))
            (i32x4.shr_s (i32x4.add (local.get $high)
              (i8x16.shuffle 8 9 10 11 8 9 10 11 12 13 14 15 12 13 14 15
                (local.get $part) (local.get $part)))
              (i32.const 20))))
          (local.set $part (i32x4.add
            (i32x4.mul (local.get $vs) (i32x4.splat (local.get $greenV)))
            (i32x4.mul (local.get $us) (i32x4.splat (local.get $greenU)))))
          (local.set $green (i16x8.narrow_i32x4_s
            (i32x4.shr_s (i32x4.add (local.get $low)
              (i8x16.shuffle 0 1 2 3 0 1 2 3 4 5 6 7 4 5 6 7 (local.get $part) (local.get $part)))
              (i32.const 20))
            (i32x4.shr_s (i32x4.add (local.get $high)
              (i8x16.shuffle 8 9 10 11 8 9 10 11 12 13 14 15 12 13 14 15
                (local.get $part) (local.get $part)))
              (i32.const 20))))
          (local.set $part (i32x4.mul (local.get $us) (i32x4.splat (local.get $blueU))))
          (local.set $blue (i16x8.narrow_i32x4_s
            (i32x4.shr_s (i32x4.add (local.get $low)
              (i8x16.shuffle 0 1 2 3 0 1 2 3 4 5 6 7 4 5 6 7 (local.get $part) (local.get $part)))
              (i32.const 20))
            (i32x4.shr_s (i32x4.add (local.get $high)
              (i8x16.shuffle 8 9 10 11 8 9 10 11 12 13 14 15 12 13 14 15
                (local.get $part) (local.get $part)))
              (i32.const 20))))
          (if (local.get $bgr) (then
            (local.set $part (local.get $red))
            (local.set $red (local.get $blue))
            (local.set $blue (local.get $part))))
          (local.set $redGreen (i8x16.narrow_i16x8_u (local.get $red) (local.get $green)))
          (local.set $blue (i8x16.narrow_i16x8_u (local.get $blue) (local.get $blue)))
          (v128.store (local.get $at)
            (i8x16.shuffle 0 8 16 1 9 17 2 10 18 3 11 19 4 12 20 5
              (local.get $redGreen) (local.get $blue)))
          (v128.store64_lane offset=16 0 (local.get $at)
            (i8x16.shuffle 13 21 6 14 22 7 15 23 0 0 0 0 0 0 0 0
              (local.get $redGreen) (local.get $blue)))
          (local.set $x (i32.add (local.get $x) (i32.const 8)))
          (local.set $at (i32.add (local.get $at) (i32.const 24)))
          (br_if $eight (i32.lt_u (local.get $at) (local.get $end))))
        (local.set $to (local.get $end))
        (local.set $y (i32.add (local.get $y) (local.get $strideBytes)))
        ;; The next row of U and V comes after every second row.
        (if (local.get $isOdd) (then
          (local.set $u (i32.add (local.get $u) (local.get $chromaStrideBytes)))
          (local.set $v (i32.add (local.get $v) (local.get $chromaStrideBytes)))))
        (local.set $isOdd (i32.xor (local.get $isOdd) (i32.const 1)))
        (local.set $height (i32.sub (local.get $height) (i32.const 1)))
        (br $row))))

  ;; The Sobel operator's |Gx| + |Gy| of grey, 255 at most, sixteen pixels at a time. Around the pixels there must
  ;; be one more each way.
  (func (export "sobel")
    (param $from i32) (param $strideBytes i32)
    (param $width i32) (param $height i32)
    (param $to i32)
    (local $at i32) (local $end i32) (local $into i32)
    (local $a0 v128) (local $a1 v128) (local $a2 v128) (local $h0 v128) (local $h2 v128)
    (local $b0 v128) (local $b1 v128) (local $b2 v128)
    (block $done
      (loop $row
        (br_if $done (i32.eqz (local.get $height)))
        ;; One to the left and one up, so that all places are ahead.
        (local.set $at (i32.sub (i32.sub (local.get $from) (local.get $strideBytes)) (i32.const 1)))
        (local.set $into (local.get $to))
        (local.set $end (i32.add (local.get $to) (local.get $width)))
        (loop $sixteen
          (local.set $a0 (v128.load (local.get $at)))
          (local.set $a1 (v128.load offset=1 (local.get $at)))
          (local.set $a2 (v128.load offset=2 (local.get $at)))
          (local.set $at (i32.add (local.get $at) (local.get $strideBytes)))
          (local.set $h0 (v128.load (local.get $at)))
          (local.set $h2 (v128.load offset=2 (local.get $at)))
          (local.set $at (i32.add (local.get $at) (local.get $strideBytes)))
          (local.set $b0 (v128.load (local.get $at)))
          (local.set $b1 (v128.load offset=1 (local.get $at)))
          (local.set $b2 (v128.load offset=2 (local.get $at)))
          (local.set $at (i32.sub (i32.add (local.get $at) (i32.const 16))
            (i32.shl (local.get $strideBytes) (i32.const 1))))
          (v128.store (local.get $into) (i8x16.narrow_i16x8_u
            (i16x8.add
              (i16x8.abs (i16x8.sub
                (i16x8.add (i16x8.add (i16x8.extend_low_i8x16_u (local.get $a2)) (i16x8.extend_low_i8x16_u (local.get $b2)))
                  (i16x8.shl (i16x8.extend_low_i8x16_u (local.get $h2)) (i32.const 1)))
                (i16x8.add (i16x8.add (i16x8.extend_low_i8x16_u (local.get $a0)) (i16x8.extend_low_i8x16_u (local.get $b0)))
                  (i16x8.shl (i16x8.extend_low_i8x16_u (local.get $h0)) (i32.const 1)))))
              (i16x8.abs (i16x8.sub
                (i16x8.add (i16x8.add (i16x8.extend_low_i8x16_u (local.get $b0)) (i16x8.extend_low_i8x16_u (local.get $b2)))
                  (i16x8.shl (i16x8.extend_low_i8x16_u (local.get $b1)) (i32.const 1)))
                (i16x8.add (i16x8.add (i16x8.extend_low_i8x16_u (local.get $a0)) (i16x8.extend_low_i8x16_u (local.get $a2)))
                  (i16x8.shl (i16x8.extend_low_i8x16_u (local.get $a1)) (i32.const 1))))))
            (i16x8.add
              (i16x8.abs (i16x8.sub
                (i16x8.add (i16x8.add (i16x8.extend_high_i8x16_u (local.get $a2)) (i16x8.extend_high_i8x16_u (local.get $b2)))
                  (i16x8.shl (i16x8.extend_high_i8x16_u (local.get $h2)) (i32.const 1)))
                (i16x8.add (i16x8.add (i16x8.extend_high_i8x16_u (local.get $a0)) (i16x8.extend_high_i8x16_u (local.get $b0)))
                  (i16x8.shl (i16x8.extend_high_i8x16_u (local.get $h0)) (i32.const 1)))))
              (i16x8.abs (i16x8.sub
                (i16x8.add (i16x8.add (i16x8.extend_high_i8x16_u (local.get $b0)) (i16x8.extend_high_i8x16_u (local.get $b2)))
                  (i16x8.shl (i16x8.extend_high_i8x16_u (local.get $b1)) (i32.const 1)))
                (i16x8.add (i16x8.add (i16x8.extend_high_i8x16_u (local.get $a0)) (i16x8.extend_high_i8x16_u (local.get $a2)))
                  (i16x8.shl (i16x8.extend_high_i8x16_u (local.get $a1)) (i32.const 1))))))))
          (local.set $into (i32.add (local.get $into) (i32.const 16)))
          (br_if $sixteen (i32.lt_u (local.get $into) (local.get $end))))
        (local.set $to (local.get $end))
        (local.set $from (i32.add (local.get $from) (local.get $strideBytes)))
        (local.set $height (i32.sub (local.get $height) (i32.const 1)))
        (br $row))))

  ;; Adds each byte of a row of bytes to one of 48 sums of 32 bits: by its place in 48 bytes, so that a sum has
  ;; bytes of one colour only, be a pixel 3 or 4 bytes. For a mean that need not be of whole greys.
  (func (export "sums")
    (param $from i32)
    (param $times i32) ;; 48 bytes each
    (param $to i32)    ;; the first sum
    (local $end i32) (local $stop i32) (local $bytes v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $e v128) (local $f v128)
    (local $none v128)
    (local.set $end (i32.add (local.get $from) (i32.mul (i32.const 48) (local.get $times))))
    (block $done
      (loop $part
        (br_if $done (i32.ge_u (local.get $from) (local.get $end)))
        (local.set $a (local.get $none))
        (local.set $b (local.get $none))
        (local.set $c (local.get $none))
        (local.set $d (local.get $none))
        (local.set $e (local.get $none))
        (local.set $f (local.get $none))
        ;; 256 bytes of 255 are as much as 16 bits hold.
        (local.set $stop (i32.add (local.get $from) (i32.const 12288)))
        (if (i32.gt_u (local.get $stop) (local.get $end))
          (then (local.set $stop (local.get $end))))
        (loop $all
          (local.set $bytes (v128.load (local.get $from)))
          (local.set $a (i16x8.add (local.get $a) (i16x8.extend_low_i8x16_u (local.get $bytes))))
          (local.set $b (i16x8.add (local.get $b) (i16x8.extend_high_i8x16_u (local.get $bytes))))
          (local.set $bytes (v128.load offset=16 (local.get $from)))
          (local.set $c (i16x8.add (local.get $c) (i16x8.extend_low_i8x16_u (local.get $bytes))))
          (local.set $d (i16x8.add (local.get $d) (i16x8.extend_high_i8x16_u (local.get $bytes))))
          (local.set $bytes (v128.load offset=32 (local.get $from)))
          (local.set $e (i16x8.add (local.get $e) (i16x8.extend_low_i8x16_u (local.get $bytes))))
          (local.set $f (i16x8.add (local.get $f) (i16x8.extend_high_i8x16_u (local.get $bytes))))
          (local.set $from (i32.add (local.get $from) (i32.const 48)))
          (br_if $all (i32.lt_u (local.get $from) (local.get $stop))))
        (v128.store (local.get $to) (i32x4.add (v128.load (local.get $to))
          (i32x4.extend_low_i16x8_u (local.get $a))))
        (v128.store offset=16 (local.get $to) (i32x4.add (v128.load offset=16 (local.get $to))
          (i32x4.extend_high_i16x8_u (local.get $a))))
        (v128.store offset=32 (local.get $to) (i32x4.add (v128.load offset=32 (local.get $to))
          (i32x4.extend_low_i16x8_u (local.get $b))))
        (v128.store offset=48 (local.get $to) (i32x4.add (v128.load offset=48 (local.get $to))
          (i32x4.extend_high_i16x8_u (local.get $b))))
        (v128.store offset=64 (local.get $to) (i32x4.add (v128.load offset=64 (local.get $to))
          (i32x4.extend_low_i16x8_u (local.get $c))))
        (v128.store offset=80 (local.get $to) (i32x4.add (v128.load offset=80 (local.get $to))
          (i32x4.extend_high_i16x8_u (local.get $c))))
        (v128.store offset=96 (local.get $to) (i32x4.add (v128.load offset=96 (local.get $to))
          (i32x4.extend_low_i16x8_u (local.get $d))))
        (v128.store offset=112 (local.get $to) (i32x4.add (v128.load offset=112 (local.get $to))
          (i32x4.extend_high_i16x8_u (local.get $d))))
        (v128.store offset=128 (local.get $to) (i32x4.add (v128.load offset=128 (local.get $to))
          (i32x4.extend_low_i16x8_u (local.get $e))))
        (v128.store offset=144 (local.get $to) (i32x4.add (v128.load offset=144 (local.get $to))
          (i32x4.extend_high_i16x8_u (local.get $e))))
        (v128.store offset=160 (local.get $to) (i32x4.add (v128.load offset=160 (local.get $to))
          (i32x4.extend_low_i16x8_u (local.get $f))))
        (v128.store offset=176 (local.get $to) (i32x4.add (v128.load offset=176 (local.get $to))
          (i32x4.extend_high_i16x8_u (local.get $f))))
        (br $part))))

  ;; Makes grey of Y, U and V in studio range, sixteen pixels at a time: of each colour as it is clipped, for
  ;; chroma that is shared by pixels of different Y leaves the range often. 6 bits behind the point; the grey is
  ;; off by 1 at most.
  (func (export "yuvGrey")
    (param $y i32) (param $strideBytes i32)
    (param $u i32) (param $v i32) (param $chromaStrideBytes i32)
    (param $redV i32) (param $greenV i32) (param $greenU i32) (param $blueU i32) ;; the matrix, 13 bits
    (param $width i32) (param $height i32)
    (param $to i32)
    (result i32) ;; the sum of all grey
    (local $x i32) (local $isOdd i32) (local $part i32)
    (local $luma v128) (local $us v128) (local $vs v128) (local $bytes v128) (local $sums v128)
    (local $reds v128) (local $greens v128) (local $blues v128) (local $grey v128) (local $low v128)
    (local $most v128) (local $zero v128)
    (local.set $most (i16x8.splat (i32.const 16320))) ;; 255
    (block $done
      (loop $row
        (br_if $done (i32.eqz (local.get $height)))
        (local.set $x (i32.const 0))
        (loop $sixteen
          ;; Eight U and V, each of two pixels, around 0 and with 8 bits behind the point.
          (local.set $us (i16x8.shl (i16x8.sub
            (v128.load8x8_u (i32.add (local.get $u) (i32.shr_u (local.get $x) (i32.const 1))))
            (i16x8.splat (i32.const 128))) (i32.const 8)))
          (local.set $vs (i16x8.shl (i16x8.sub
            (v128.load8x8_u (i32.add (local.get $v) (i32.shr_u (local.get $x) (i32.const 1))))
            (i16x8.splat (i32.const 128))) (i32.const 8)))
          (local.set $reds
            (i16x8.q15mulr_sat_s (local.get $vs) (i16x8.splat (local.get $redV))))
          (local.set $greens (i16x8.add
            (i16x8.q15mulr_sat_s (local.get $vs) (i16x8.splat (local.get $greenV)))
            (i16x8.q15mulr_sat_s (local.get $us) (i16x8.splat (local.get $greenU)))))
          (local.set $blues
            (i16x8.q15mulr_sat_s (local.get $us) (i16x8.splat (local.get $blueU))))
          (local.set $bytes (i8x16.sub_sat_u
            (v128.load (i32.add (local.get $y) (local.get $x))) (i8x16.splat (i32.const 16))))
          (local.set $part (i32.const 0))
          (loop $half
            (local.set $luma (i16x8.q15mulr_sat_s
              (i16x8.shl (i16x8.extend_low_i8x16_u (local.get $bytes)) (i32.const 7))
              (i16x8.splat (i32.const 19077))))
            (local.set $grey (i16x8.add
              (i16x8.add
                (i16x8.q15mulr_sat_s (i16x8.splat (i32.const 9798))
                  (i16x8.max_s (local.get $zero) (i16x8.min_s (local.get $most)
                    (i16x8.add_sat_s (local.get $luma)
                      (i8x16.shuffle 0 1 0 1 2 3 2 3 4 5 4 5 6 7 6 7
                        (local.get $reds) (local.get $reds))))))
                (i16x8.q15mulr_sat_s (i16x8.splat (i32.const 19235))
                  (i16x8.max_s (local.get $zero) (i16x8.min_s (local.get $most)
                    (i16x8.add_sat_s (local.get $luma)
                      (i8x16.shuffle 0 1 0 1 2 3 2 3 4 5 4 5 6 7 6 7
                        (local.get $greens) (local.get $greens)))))))
              (i16x8.q15mulr_sat_s (i16x8.splat (i32.const 3735))
                (i16x8.max_s (local.get $zero) (i16x8.min_s (local.get $most)
                  (i16x8.add_sat_s (local.get $luma)
                    (i8x16.shuffle 0 1 0 1 2 3 2 3 4 5 4 5 6 7 6 7
                      (local.get $blues) (local.get $blues))))))))
            (local.set $grey (i16x8.shr_u
              (i16x8.add (local.get $grey) (i16x8.splat (i32.const 32))) (i32.const 6)))
            (if (i32.eqz (local.get $part)) (then
              ;; And the same of the other eight.
              (local.set $part (i32.const 1))
              (local.set $low (local.get $grey))
              (local.set $bytes
                (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15
                  (local.get $bytes) (local.get $bytes)))
              (local.set $reds
                (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15
                  (local.get $reds) (local.get $reds)))
              (local.set $greens
                (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15
                  (local.get $greens) (local.get $greens)))
              (local.set $blues
                (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15
                  (local.get $blues) (local.get $blues)))
              (br $half))))
          (local.set $grey (i8x16.narrow_i16x8_u (local.get $low) (local.get $grey)))
          (v128.store (i32.add (local.get $to) (local.get $x)) (local.get $grey))
          ;; What lies behind the row doesn't count.
          (if (i32.gt_u (i32.add (local.get $x) (i32.const 16)) (local.get $width)) (then
            (local.set $grey (v128.and (local.get $grey) (i8x16.lt_u
              (v128.const i8x16 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15)
              (i8x16.splat (i32.sub (local.get $width) (local.get $x))))))))
          (local.set $sums (i32x4.add (local.get $sums)
            (i32x4.extadd_pairwise_i16x8_u (i16x8.extadd_pairwise_i8x16_u (local.get $grey)))))
          (local.set $x (i32.add (local.get $x) (i32.const 16)))
          (br_if $sixteen (i32.lt_u (local.get $x) (local.get $width))))
        (local.set $to (i32.add (local.get $to) (local.get $width)))
        (local.set $y (i32.add (local.get $y) (local.get $strideBytes)))
        (if (local.get $isOdd) (then
          (local.set $u (i32.add (local.get $u) (local.get $chromaStrideBytes)))
          (local.set $v (i32.add (local.get $v) (local.get $chromaStrideBytes)))))
        (local.set $isOdd (i32.xor (local.get $isOdd) (i32.const 1)))
        (local.set $height (i32.sub (local.get $height) (i32.const 1)))
        (br $row)))
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $sums)) (i32x4.extract_lane 1 (local.get $sums)))
      (i32.add (i32x4.extract_lane 2 (local.get $sums)) (i32x4.extract_lane 3 (local.get $sums)))))

  ;; Moves the levels of bytes to a shorter range, sixteen at a time: 0 becomes $least, and each step above it
  ;; $factor / 16384 steps, rounded.
  (func (export "levels")
    (param $from i32) (param $count i32)
    (param $factor i32) (param $least i32)
    (param $to i32)
    (local $end i32) (local $bytes v128) (local $low v128) (local $high v128) (local $half v128)
    (local $factors v128)
    (local.set $end (i32.add (local.get $from) (local.get $count)))
    (local.set $half (i32x4.splat (i32.const 8192)))
    (local.set $factors (i16x8.splat (local.get $factor)))
    (block $done
      (br_if $done (i32.ge_u (local.get $from) (local.get $end)))
      (loop $sixteen
        (local.set $bytes (v128.load (local.get $from)))
        (local.set $low (i16x8.extend_low_i8x16_u (local.get $bytes)))
        (local.set $high (i16x8.extend_high_i8x16_u (local.get $bytes)))
        (v128.store (local.get $to) (i8x16.add_sat_u (i8x16.splat (local.get $least))
          (i8x16.narrow_i16x8_u
            (i16x8.narrow_i32x4_s
              (i32x4.shr_u (i32x4.add (local.get $half)
                (i32x4.extmul_low_i16x8_u (local.get $low) (local.get $factors))) (i32.const 14))
              (i32x4.shr_u (i32x4.add (local.get $half)
                (i32x4.extmul_high_i16x8_u (local.get $low) (local.get $factors))) (i32.const 14)))
            (i16x8.narrow_i32x4_s
              (i32x4.shr_u (i32x4.add (local.get $half)
                (i32x4.extmul_low_i16x8_u (local.get $high) (local.get $factors))) (i32.const 14))
              (i32x4.shr_u (i32x4.add (local.get $half)
                (i32x4.extmul_high_i16x8_u (local.get $high) (local.get $factors)))
                (i32.const 14))))))
        (local.set $from (i32.add (local.get $from) (i32.const 16)))
        (local.set $to (i32.add (local.get $to) (i32.const 16)))
        (br_if $sixteen (i32.lt_u (local.get $from) (local.get $end))))))

  ;; Turns bytes to what is left to $from, sixteen at a time: $from - byte, 0 at least and 255 at most. The
  ;; negative of a plane.
  (func (export "negate")
    (param $at i32) (param $count i32)
    (param $from i32) ;; to 256
    (local $end i32) (local $bytes v128) (local $whole v128)
    (local.set $end (i32.add (local.get $at) (local.get $count)))
    (local.set $whole (i16x8.splat (local.get $from)))
    (block $done
      (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
      (loop $sixteen
        (local.set $bytes (v128.load (local.get $at)))
        (v128.store (local.get $at)
          (i8x16.narrow_i16x8_u
            (i16x8.sub (local.get $whole) (i16x8.extend_low_i8x16_u (local.get $bytes)))
            (i16x8.sub (local.get $whole) (i16x8.extend_high_i8x16_u (local.get $bytes)))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br_if $sixteen (i32.lt_u (local.get $at) (local.get $end))))))

  ;; Turns pixels to grey, sixteen at a time. The arithmetic is greyOf's in channels.ts:
  ;; (9798 R + 19235 G + 3735 B + 16384) >> 15. Blue and green are multiplied and added as one pair of 16 bits,
  ;; red and 1 as another (i32x4.dot_i16x8_s). It reads up to 4 bytes behind the last pixel. The first 32 bytes
  ;; of memory say where blue and green, and red, are in 16 bytes of pixels: as i8x16.swizzle wants it, each
  ;; followed by an index out of range, which gives 0.
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
