/**
 * Variables that Kubernetes puts into a container for each service of its namespace: with a service
 * called `web` there is `WEB_PORT=tcp://10.0.0.1:80`, in the form of Docker's old links
 * (https://kubernetes.io/docs/tutorials/services/connect-applications-service/#environment-variables).
 * Those are no settings, even if they have a setting's name.
 */

/** A protocol of Kubernetes, an address, a port. */
const LINK = /^(tcp|udp|sctp):\/\/(\[[0-9a-f:.]+\]|[a-z0-9._-]+):\d{1,5}$/i;

/** An environment variable with a setting's name that is none. */
export interface IgnoredVariable {
  /** Its name. */
  readonly variable: string;
  /** Its value, no secret. */
  readonly value: string;
}

/** Whether a variable's value has the form that Kubernetes gives a service's port. */
export function isServiceLink(value: string): boolean {
  return LINK.test(value);
}

/** The warning for the operator. */
export function ignoredWarning({ variable, value }: IgnoredVariable): string {
  return `${variable}=${value} is Kubernetes' link to a service, not a setting: it is ignored. ` +
    "enableServiceLinks: false in the pod's spec keeps such variables away.";
}
