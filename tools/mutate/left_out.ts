/** The environment variable that names the tests that fail without a mutant, as a JSON array. */
export const LEFT_OUT = "FRAMEBOX_MUTATE_LEFT_OUT";
