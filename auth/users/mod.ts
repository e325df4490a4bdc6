/**
 * Users and API tokens of a file that `framebox login` writes.
 *
 * @module
 */
export { addUser, makeToken, removeUser, revokeToken } from "./edit_users.ts";
export { EXTRA_ROLES, readUsers, type StoredUser } from "./user_file.ts";
export { Users } from "./users.ts";
