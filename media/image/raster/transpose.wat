;; Interleaved rows of bytes to column-major planes and back. `deno task wasm` makes transpose.wasm of it.
;;
;; All is moved by blocks of 16 rows and 16 bytes of each. Where a side is no multiple of 16 the last block
;; overlaps the one before it, so both sides have 16 at least.
(module
  ;; transpose_kernel.ts makes it larger, and says what lies where. Bytes 0 to 63: where the 16 rows of a block
  ;; lie, from its first one, 32 bits each. From there on the same of its 16 columns in the planes, a table for
  ;; each channel that a block can begin with.
  (memory (export "memory") 1)

  ;; One block. Each of four rounds zips vector n with vector n + 8: byte 16n + m goes to place 2(16n + m) modulo
  ;; 255. After four of them it is at 16m + n.
  (func $block
    (param $from i32) (param $fromTable i32) ;; the first vector, and where all 16 are
    (param $to i32) (param $toTable i32)
    (local $a0 v128) (local $a1 v128) (local $a2 v128) (local $a3 v128) (local $a4 v128) (local $a5 v128) (local $a6 v128) (local $a7 v128)
    (local $a8 v128) (local $a9 v128) (local $a10 v128) (local $a11 v128) (local $a12 v128) (local $a13 v128) (local $a14 v128) (local $a15 v128)
    (local $b0 v128) (local $b1 v128) (local $b2 v128) (local $b3 v128) (local $b4 v128) (local $b5 v128) (local $b6 v128) (local $b7 v128)
    (local $b8 v128) (local $b9 v128) (local $b10 v128) (local $b11 v128) (local $b12 v128) (local $b13 v128) (local $b14 v128) (local $b15 v128)
    (local.set $a0 (v128.load (i32.add (local.get $from) (i32.load (local.get $fromTable)))))
    (local.set $a1 (v128.load (i32.add (local.get $from) (i32.load offset=4 (local.get $fromTable)))))
    (local.set $a2 (v128.load (i32.add (local.get $from) (i32.load offset=8 (local.get $fromTable)))))
    (local.set $a3 (v128.load (i32.add (local.get $from) (i32.load offset=12 (local.get $fromTable)))))
    (local.set $a4 (v128.load (i32.add (local.get $from) (i32.load offset=16 (local.get $fromTable)))))
    (local.set $a5 (v128.load (i32.add (local.get $from) (i32.load offset=20 (local.get $fromTable)))))
    (local.set $a6 (v128.load (i32.add (local.get $from) (i32.load offset=24 (local.get $fromTable)))))
    (local.set $a7 (v128.load (i32.add (local.get $from) (i32.load offset=28 (local.get $fromTable)))))
    (local.set $a8 (v128.load (i32.add (local.get $from) (i32.load offset=32 (local.get $fromTable)))))
    (local.set $a9 (v128.load (i32.add (local.get $from) (i32.load offset=36 (local.get $fromTable)))))
    (local.set $a10 (v128.load (i32.add (local.get $from) (i32.load offset=40 (local.get $fromTable)))))
    (local.set $a11 (v128.load (i32.add (local.get $from) (i32.load offset=44 (local.get $fromTable)))))
    (local.set $a12 (v128.load (i32.add (local.get $from) (i32.load offset=48 (local.get $fromTable)))))
    (local.set $a13 (v128.load (i32.add (local.get $from) (i32.load offset=52 (local.get $fromTable)))))
    (local.set $a14 (v128.load (i32.add (local.get $from) (i32.load offset=56 (local.get $fromTable)))))
    (local.set $a15 (v128.load (i32.add (local.get $from) (i32.load offset=60 (local.get $fromTable)))))
    (local.set $b0
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $a0) (local.get $a8)))
    (local.set $b1
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $a0) (local.get $a8)))
    (local.set $b2
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $a1) (local.get $a9)))
    (local.set $b3
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $a1) (local.get $a9)))
    (local.set $b4
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $a2) (local.get $a10)))
    (local.set $b5
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $a2) (local.get $a10)))
    (local.set $b6
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $a3) (local.get $a11)))
    (local.set $b7
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $a3) (local.get $a11)))
    (local.set $b8
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $a4) (local.get $a12)))
    (local.set $b9
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $a4) (local.get $a12)))
    (local.set $b10
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $a5) (local.get $a13)))
    (local.set $b11
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $a5) (local.get $a13)))
    (local.set $b12
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $a6) (local.get $a14)))
    (local.set $b13
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $a6) (local.get $a14)))
    (local.set $b14
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $a7) (local.get $a15)))
    (local.set $b15
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $a7) (local.get $a15)))
    (local.set $a0
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $b0) (local.get $b8)))
    (local.set $a1
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $b0) (local.get $b8)))
    (local.set $a2
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $b1) (local.get $b9)))
    (local.set $a3
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $b1) (local.get $b9)))
    (local.set $a4
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $b2) (local.get $b10)))
    (local.set $a5
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $b2) (local.get $b10)))
    (local.set $a6
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $b3) (local.get $b11)))
    (local.set $a7
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $b3) (local.get $b11)))
    (local.set $a8
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $b4) (local.get $b12)))
    (local.set $a9
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $b4) (local.get $b12)))
    (local.set $a10
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $b5) (local.get $b13)))
    (local.set $a11
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $b5) (local.get $b13)))
    (local.set $a12
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $b6) (local.get $b14)))
    (local.set $a13
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $b6) (local.get $b14)))
    (local.set $a14
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $b7) (local.get $b15)))
    (local.set $a15
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $b7) (local.get $b15)))
    (local.set $b0
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $a0) (local.get $a8)))
    (local.set $b1
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $a0) (local.get $a8)))
    (local.set $b2
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $a1) (local.get $a9)))
    (local.set $b3
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $a1) (local.get $a9)))
    (local.set $b4
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $a2) (local.get $a10)))
    (local.set $b5
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $a2) (local.get $a10)))
    (local.set $b6
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $a3) (local.get $a11)))
    (local.set $b7
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $a3) (local.get $a11)))
    (local.set $b8
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $a4) (local.get $a12)))
    (local.set $b9
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $a4) (local.get $a12)))
    (local.set $b10
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $a5) (local.get $a13)))
    (local.set $b11
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $a5) (local.get $a13)))
    (local.set $b12
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $a6) (local.get $a14)))
    (local.set $b13
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $a6) (local.get $a14)))
    (local.set $b14
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $a7) (local.get $a15)))
    (local.set $b15
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $a7) (local.get $a15)))
    (local.set $a0
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $b0) (local.get $b8)))
    (local.set $a1
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $b0) (local.get $b8)))
    (local.set $a2
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $b1) (local.get $b9)))
    (local.set $a3
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $b1) (local.get $b9)))
    (local.set $a4
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $b2) (local.get $b10)))
    (local.set $a5
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $b2) (local.get $b10)))
    (local.set $a6
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $b3) (local.get $b11)))
    (local.set $a7
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $b3) (local.get $b11)))
    (local.set $a8
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $b4) (local.get $b12)))
    (local.set $a9
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $b4) (local.get $b12)))
    (local.set $a10
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $b5) (local.get $b13)))
    (local.set $a11
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $b5) (local.get $b13)))
    (local.set $a12
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $b6) (local.get $b14)))
    (local.set $a13
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $b6) (local.get $b14)))
    (local.set $a14
      (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $b7) (local.get $b15)))
    (local.set $a15
      (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $b7) (local.get $b15)))
    (v128.store (i32.add (local.get $to) (i32.load (local.get $toTable))) (local.get $a0))
    (v128.store (i32.add (local.get $to) (i32.load offset=4 (local.get $toTable))) (local.get $a1))
    (v128.store (i32.add (local.get $to) (i32.load offset=8 (local.get $toTable))) (local.get $a2))
    (v128.store (i32.add (local.get $to) (i32.load offset=12 (local.get $toTable))) (local.get $a3))
    (v128.store (i32.add (local.get $to) (i32.load offset=16 (local.get $toTable))) (local.get $a4))
    (v128.store (i32.add (local.get $to) (i32.load offset=20 (local.get $toTable))) (local.get $a5))
    (v128.store (i32.add (local.get $to) (i32.load offset=24 (local.get $toTable))) (local.get $a6))
    (v128.store (i32.add (local.get $to) (i32.load offset=28 (local.get $toTable))) (local.get $a7))
    (v128.store (i32.add (local.get $to) (i32.load offset=32 (local.get $toTable))) (local.get $a8))
    (v128.store (i32.add (local.get $to) (i32.load offset=36 (local.get $toTable))) (local.get $a9))
    (v128.store (i32.add (local.get $to) (i32.load offset=40 (local.get $toTable))) (local.get $a10))
    (v128.store (i32.add (local.get $to) (i32.load offset=44 (local.get $toTable))) (local.get $a11))
    (v128.store (i32.add (local.get $to) (i32.load offset=48 (local.get $toTable))) (local.get $a12))
    (v128.store (i32.add (local.get $to) (i32.load offset=52 (local.get $toTable))) (local.get $a13))
    (v128.store (i32.add (local.get $to) (i32.load offset=56 (local.get $toTable))) (local.get $a14))
    (v128.store (i32.add (local.get $to) (i32.load offset=60 (local.get $toTable))) (local.get $a15)))

  ;; Where a block lies in the planes that begins with byte $at of a row.
  (func $column (param $at i32) (param $channels i32) (param $height i32) (result i32)
    (i32.mul (i32.div_u (local.get $at) (local.get $channels)) (local.get $height)))

  ;; And the table of its columns.
  (func $table (param $at i32) (param $channels i32) (result i32)
    (i32.add (i32.const 64)
      (i32.mul (i32.const 64) (i32.rem_u (local.get $at) (local.get $channels)))))

  ;; Some whole columns of a picture, from rows to planes or from planes to rows.
  (func (export "move")
    (param $toPlanes i32)                    ;; 1: from rows, 0: to rows
    (param $rows i32) (param $stride i32)    ;; the first byte of the first row, and from a row to the next
    (param $bytes i32)                       ;; of a row, 16 at least
    (param $channels i32) (param $height i32) ;; 1, 3 or 4; 16 at least
    (param $planes i32)                      ;; the first byte of the first plane
    (local $y i32) (local $at i32) (local $lastY i32) (local $lastAt i32)
    (local $row i32) (local $column i32) (local $table i32)
    (local.set $lastY (i32.sub (local.get $height) (i32.const 16)))
    (local.set $lastAt (i32.sub (local.get $bytes) (i32.const 16)))
    (loop $down
      (local.set $at (i32.const 0))
      (loop $across
        (local.set $row
          (i32.add (local.get $at)
            (i32.add (local.get $rows) (i32.mul (local.get $y) (local.get $stride)))))
        (local.set $column
          (i32.add (i32.add (local.get $planes) (local.get $y))
            (call $column (local.get $at) (local.get $channels) (local.get $height))))
        (local.set $table (call $table (local.get $at) (local.get $channels)))
        (if (local.get $toPlanes)
          (then
            (call $block (local.get $row) (i32.const 0) (local.get $column) (local.get $table)))
          (else
            (call $block (local.get $column) (local.get $table) (local.get $row) (i32.const 0))))
        (if (i32.lt_u (local.get $at) (local.get $lastAt))
          (then
            (local.set $at (i32.add (local.get $at) (i32.const 16)))
            (if (i32.gt_u (local.get $at) (local.get $lastAt))
              (then (local.set $at (local.get $lastAt))))
            (br $across))))
      (if (i32.lt_u (local.get $y) (local.get $lastY))
        (then
          (local.set $y (i32.add (local.get $y) (i32.const 16)))
          (if (i32.gt_u (local.get $y) (local.get $lastY))
            (then (local.set $y (local.get $lastY))))
          (br $down))))))
