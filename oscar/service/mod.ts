/**
 * What a cluster has, as one read model for all generations: its configuration, its services, what they take and give,
 * and their parameters. The shape of an answer decides, never a version.
 *
 * @module
 */
export { type ClusterConfig, type ClusterInfo, readConfig, readInfo } from "./config.ts";
export {
  type Deployment,
  DEPLOYMENT_STATES,
  type DeploymentState,
  readDeployment,
} from "./deployment.ts";
export { type InputKind, type OutputKind, type ServiceKinds } from "./guess_kinds.ts";
export {
  HELP_REQUEST,
  type ParameterType,
  readParameters,
  type RequestFile,
  requestWithFiles,
  type ServiceParameter,
} from "./parameters.ts";
export {
  type AsynchronousCalls,
  type Impossible,
  isFetchableOutput,
  type Obstacle,
  type SynchronousCalls,
} from "./possible_calls.ts";
export {
  type KnownService,
  readService,
  readServices,
  type Service,
  type ServiceSurroundings,
  type StorageAccess,
} from "./service.ts";
export { OWN_PROVIDER, type StoragePath } from "./storage_path.ts";
