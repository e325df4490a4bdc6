/**
 * Users and API tokens of a file that `framebox login` writes.
 *
 * @module
 */
export { addUser, makeToken, makeTokenOf, removeUser, revokeToken } from "./edit_users.ts";
export {
  isOfFile,
  readUsers,
  type StoredToken,
  type StoredUser,
  type UserData,
} from "./user_file.ts";
export { Users } from "./users.ts";
