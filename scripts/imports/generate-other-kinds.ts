/**
 * Writes `imports/other-kinds.json`: the kinds of other projects that go with Agent Sandbox, as compact data.
 * `--check` writes nothing and fails when the checked-in file differs.
 */
import { otherKinds } from './other-kinds';
import { print } from './print';
import { writeOrCheck } from '../generated';

const { kinds, scalars, types } = otherKinds();
writeOrCheck('imports', { 'imports/other-kinds.json': print({}, { kinds, scalars, types }) });
