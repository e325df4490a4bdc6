% Writes the Octave files of this folder: octave-cli make.m (Octave 7.3).
matrix = [1.5 3; -2 4];
complex = 1 - 3i;
bytes = reshape (uint8 (0:5), 1, 2, 3);
text = "naïve 日本 😀";
cells = {"é", uint8([1 2])};
struct = struct ("a_field_with_a_name_of_more_than_thirty_one_characters", 1);
sparse = sparse ([0 1.5; 2 0]);
save -v6 octave_v6.mat matrix complex bytes text cells struct sparse
save -v7 octave_v7.mat matrix complex bytes text cells struct sparse
text = "plain";
save -v4 octave_v4.mat matrix complex sparse text
