import { ADDRESSES } from './addresses';
import { AUTHORIZER } from './authorizer';
import { CONVERSIONS } from './conversions';
import { FORMAT_LIBRARY } from './formats';
import { LISTS } from './lists';
import { OPERATORS } from './operators';
import { OPTIONALS } from './optionals';
import { QUANTITIES } from './quantities';
import { REGEXES } from './regexes';
import { SEMVERS } from './semvers';
import { STRINGS } from './strings';
import { TIMES } from './times';
import { URLS } from './urls';
import { Functions } from '../functions';

/**
 * The functions of expressions in Kubernetes 1.36. Overloads of one name in several libraries are tried in this order,
 * as there.
 */
export const FUNCTIONS = new Functions([
  OPERATORS,
  CONVERSIONS,
  TIMES,
  REGEXES,
  LISTS,
  OPTIONALS,
  QUANTITIES,
  STRINGS,
  ADDRESSES,
  URLS,
  FORMAT_LIBRARY,
  SEMVERS,
  AUTHORIZER,
]);
