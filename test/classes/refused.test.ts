/** What size classes refuse, and how they say it. */
import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { classesIn, LARGE, PYTHON, SMALL } from './made';
import { chartOf } from '../support/workloads';

test.each<[string, object, string]>([
  ['a size that is missing', { sizes: {} }, "'sizes' is empty; give at least one size"],
  ['sizes that are none', { sizes: undefined }, "'sizes' is undefined; give an object"],
  ['a size that is no object', { sizes: { small: 1 } }, "'sizes.small' is 1; give an object"],
  ['a size without memory', { sizes: { small: { cpu: SMALL.cpu } } }, "'sizes.small' has no 'memory'; give it"],
  ['CPU as a text', { sizes: { small: { ...SMALL, cpu: '500m' } } }, "'sizes.small.cpu' is '500m'; give a Cpu"],
  ['no memory', { sizes: { small: { ...SMALL, memory: Size.gibibytes(0) } } }, "'sizes.small.memory' has '0Gi'"],
  [
    'a request above the limit', { sizes: { small: { ...SMALL, cpuRequest: kplus.Cpu.units(1) } } },
    "'sizes.small.cpuRequest' is 1, more than 'cpu', 500m; lower it, or raise 'cpu'",
  ],
  [
    'a device without a domain', { sizes: { small: { ...SMALL, extendedResources: { gpu: 1 } } } },
    "'sizes.small.extendedResources' has 'gpu', which has no domain",
  ],
  [
    'half a device', { sizes: { small: { ...SMALL, extendedResources: { 'nvidia.com/gpu': 0.5 } } } },
    "'sizes.small.extendedResources' of 'nvidia.com/gpu' is 0.5; give a whole number",
  ],
  [
    'a workspace without size',
    { sizes: { small: { ...SMALL, workspace: {} } } },
    "'sizes.small.workspace' has no 'size'; give it",
  ],
  ['a name that is no label', { sizes: { S_1: SMALL } }, "name of a size 'S_1' is not a DNS label"],
  [
    'a name that no constant has', { sizes: { '2xlarge': LARGE } },
    "name of a size '2xlarge' begins with a digit, as no constant of a program may; give one such as 'x2xlarge'",
  ],
  [
    'a runtime that is none',
    { runtimes: { gvisor: 'gvisor' } },
    "'runtimes.gvisor' is 'gvisor'; give an IsolatedRuntime",
  ],
  ['an image as a text', { images: { python: 'python:3' } }, "'images.python' is 'python:3'; give an object"],
  ['an image without container', { images: { python: {} } }, "'images.python' has no 'container'; give it"],
  [
    'a container without image',
    { images: { python: { container: {} } } },
    "'images.python.container' has no 'image'; give it",
  ],
  [
    'resources of an image', { images: { python: { container: { image: 'a', resources: {} } } } },
    "'images.python.container' has 'resources', which are those of a size; give them in 'sizes'",
  ],
  [
    'a relative path', { images: { python: { ...PYTHON, workspacePath: 'work' } } },
    "'images.python.workspacePath' is 'work'; give an absolute path such as '/workspace'",
  ],
  [
    'containers of a template', { template: { containers: [] } },
    "'template' has 'containers'; give it in 'container' of 'images'",
  ],
  [
    'a runtime of a template', { images: { python: { ...PYTHON, template: { runtime: {} } } } },
    "'images.python.template' has 'runtime'; give it in 'runtimes'",
  ],
  [
    'a name of a template', { template: { metadata: { name: 'python' } } },
    "'template' has the name 'python', and templates are named after their classes; give 'prefix'",
  ],
  ['a prefix that no name has', { prefix: 'A_' }, "'prefix' 'A_a' is not a DNS label"],
  ['a name of the catalogue', { catalogueName: 'A b' }, "'catalogueName' 'A b' is not a DNS subdomain"],
  ['no class', { excluding: [{}] }, "'only' and 'excluding' leave no class"],
  [
    'only what there is not',
    { only: [{ sizes: ['smal'] }] },
    "'only[0]': 'sizes' has no 'smal'; did you mean 'small'?",
  ],
  [
    'an exception that there is not', { excluding: [{ images: ['ruby'] }] },
    "'excluding[0]': 'images' has no 'ruby'; there are 'node', 'python'",
  ],
  [
    'a rule for nothing', { only: [{ sizes: ['small'] }], rules: [{}, { sizes: ['large'], replicas: 1 }] },
    "'rules[1]' selects no class that there is; correct it, or remove it",
  ],
  ['a name as sizes', { rules: [{ sizes: 'small' }] }, "'rules[0].sizes' is 'small'; give a list"],
  ['less than none', { rules: [{ replicas: -1 }] }, "'rules[0].replicas' is -1; give a whole number of at least 0"],
  ['claims that are no number', { rules: [{ maxClaims: '7' }] }, "'rules[0].maxClaims' is '7'; give a number"],
  [
    'another class that there is not', { rules: [{ sizes: ['small'], deprecated: { instead: 'large-gvisor-pyton' } }] },
    "is deprecated, and 'instead' is 'large-gvisor-pyton', which is no class; did you mean 'large-gvisor-python'?",
  ],
  [
    'another class that goes too', { rules: [{ deprecated: { instead: 'small-gvisor-python' } }] },
    'which is deprecated too; give one that stays',
  ],
  [
    'a day that there is not', { rules: [{ deprecated: { until: '2027-02-30' } }] },
    "'rules[0].deprecated.until' is '2027-02-30'; give a day such as '2027-03-31'",
  ],
  [
    'classes of one name',
    { sizes: { 'a': SMALL, 'a-gvisor': SMALL }, images: { 'python': PYTHON, 'gvisor-python': PYTHON } },
    "two classes have the name 'a-gvisor-gvisor-python': size 'a' with runtime 'gvisor' and image 'gvisor-python', and "
      + "size 'a-gvisor' with runtime 'gvisor' and image 'python'; rename one of them",
  ],
  [
    'a name that is too long', { prefix: `${'a'.repeat(40)}-` },
    'has 58 characters, and 57 are the most from which names of sandboxes can be made',
  ],
])('fails if there is %s', (_, props, message) => {
  expect(() => classesIn(chartOf(), props)).toThrow(message);
  expect(() => classesIn(chartOf(), props)).toThrow(/^research\/Classes/);
});

test.each<[string, [string, string, string], string]>([
  ['of a size that there is not', ['smal', 'gvisor', 'python'], "'sizes' has no 'smal'; did you mean 'small'?"],
  [
    'of a runtime that there is not',
    ['small', 'runc', 'python'],
    "'runtimes' has no 'runc'; there are 'gvisor', 'kata'",
  ],
  [
    'that is left out', ['large', 'kata', 'node'],
    "there is no class 'large-kata-node': 'excluding' leaves it out; there are 'small-gvisor-node', "
      + "'small-kata-node' of image 'node'",
  ],
  ['that is not in only', ['large', 'gvisor', 'node'], "there is no class 'large-gvisor-node': it is not in 'only'"],
])('fails if a pool is asked for %s', (_, names, message) => {
  const classes = classesIn(chartOf(), {
    only: [{ sizes: ['small'] }, { runtimes: ['kata'] }],
    excluding: [{ sizes: ['large'], runtimes: ['kata'] }],
  });
  expect(() => classes.pool(...names)).toThrow(message);
});
