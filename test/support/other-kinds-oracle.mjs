/**
 * Reads `[{ module, kind, object }]` as JSON, and writes what the validators of `@kubernetes-models/*` say of each. Their
 * packages are ES modules, which jest cannot load.
 */
import { readFileSync } from 'node:fs';

const answers = [];
for (const { module, kind, object } of JSON.parse(readFileSync(0, 'utf8'))) {
  const { [kind]: Model } = await import(module);
  // An own member `__proto__` stays one.
  const model = Object.create(Model.prototype, Object.getOwnPropertyDescriptors(object));
  try {
    model.validate();
    answers.push([]);
  } catch (error) {
    if (!error.errors) { throw error; }
    answers.push(error.errors.map(({ instancePath, keyword, params, message }) => ({
      path: [...instancePath.split('/').slice(1), ...(keyword === 'required' ? [params.missingProperty] : [])]
        .map((segment) => segment.replace(/~1/g, '/').replace(/~0/g, '~')),
      message,
    })));
  }
}
process.stdout.write(JSON.stringify(answers));
