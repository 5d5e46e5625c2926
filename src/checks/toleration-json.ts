import { checkMetadata, milliseconds } from './forms';
import type { Toleration } from '../kubernetes/toleration';

/**
 * A toleration as Kubernetes writes it.
 *
 * @throws when it is one that Kubernetes would refuse
 */
export function tolerationJson({ key, operator, value, effect, tolerationSeconds }: Toleration): object {
  if (key === undefined && operator !== 'Exists') {
    throw new Error("a toleration without a key needs the operator EXISTS; set 'key' or 'operator'");
  }
  if (value !== undefined && operator === 'Exists') {
    throw new Error(`toleration of '${key}' has a value and the operator EXISTS; remove one`);
  }
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    throw new Error(
      `toleration of '${key}' has 'tolerationSeconds' without the effect NO_EXECUTE; set the effect or remove the time`,
    );
  }
  checkMetadata('a toleration', key === undefined ? {} : { [key]: value ?? '' }, 'label');
  const seconds = tolerationSeconds && milliseconds(`'tolerationSeconds' of '${key}'`, tolerationSeconds) / 1000;
  if (seconds !== undefined && !Number.isInteger(seconds)) {
    throw new Error(`'tolerationSeconds' of '${key}' is ${seconds}s; give whole seconds`);
  }
  return {
    ...(key !== undefined && { key }),
    operator: operator ?? (value === undefined ? 'Exists' : 'Equal'),
    ...(value !== undefined && { value }),
    ...(effect && { effect }),
    ...(seconds !== undefined && { tolerationSeconds: seconds }),
  };
}
