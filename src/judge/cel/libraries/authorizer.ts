/**
 * Permissions of users, which only a cluster knows. The functions are declared so that expressions compile; reading the
 * variable `authorizer` fails.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-authorizer-library
 */
import type { Library } from '../functions';

export const AUTHORIZER: Library = {
  'path(this: authorizer, string) -> pathCheck': undefined,
  'group(this: authorizer, string) -> groupCheck': undefined,
  'serviceAccount(this: authorizer, string, string) -> authorizer': undefined,
  'resource(this: groupCheck, string) -> resourceCheck': undefined,
  'subresource(this: resourceCheck, string) -> resourceCheck': undefined,
  'namespace(this: resourceCheck, string) -> resourceCheck': undefined,
  'name(this: resourceCheck, string) -> resourceCheck': undefined,
  'fieldSelector(this: resourceCheck, string) -> resourceCheck': undefined,
  'labelSelector(this: resourceCheck, string) -> resourceCheck': undefined,
  'check(this: pathCheck, string) -> decision': undefined,
  'check(this: resourceCheck, string) -> decision': undefined,
  'errored(this: decision) -> bool': undefined,
  'error(this: decision) -> string': undefined,
  'allowed(this: decision) -> bool': undefined,
  'reason(this: decision) -> string': undefined,
};
