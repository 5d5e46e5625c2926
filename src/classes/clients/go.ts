import { pascalCase } from './identifiers';
import { amountsOf, deprecationText, HEADER } from './sentences';
import type { CatalogueEntry } from '../../api/class-catalogue';

const head = (goPackage: string) => `// ${HEADER}

// Package ${goPackage} has a constant for the pool of each class of sandboxes.
package ${goPackage}

import (
	"encoding/json"
	"errors"
)

// Pool is the name of the pool of a class, which claims name; before v0.5.0 they name its template, of the same name.
type Pool string

`;

const TAIL = `
// Class is what the platform says of a pool.
type Class struct {
	Name     string \`json:"name"\`
	Pool     Pool   \`json:"pool"\`
	Template string \`json:"template"\`
	Size     string \`json:"size"\`
	Runtime  string \`json:"runtime"\`
	Image    string \`json:"image"\`
}

// Missing tells which of the pools a platform lacks; all are looked for if none is given. The catalogue is the text of
// 'classes.json' of the ConfigMap.
func Missing(catalogue []byte, wanted ...Pool) ([]Pool, error) {
	var read struct {
		Format  int     \`json:"format"\`
		Classes []Class \`json:"classes"\`
	}
	if err := json.Unmarshal(catalogue, &read); err != nil {
		return nil, err
	}
	if read.Format != 1 {
		return nil, errors.New("this is no catalogue of sandbox classes")
	}
	there := make(map[Pool]bool, len(read.Classes))
	for _, each := range read.Classes {
		there[each.Pool] = true
	}
	if len(wanted) == 0 {
		for _, each := range Classes {
			wanted = append(wanted, each.Pool)
		}
	}
	var missing []Pool
	for _, pool := range wanted {
		if !there[pool] {
			missing = append(missing, pool)
		}
	}
	return missing, nil
}
`;

/** A package with a constant for each pool. */
export function goClient(classes: readonly CatalogueEntry[], goPackage: string): string {
  const constants = classes.map((entry, index) => `${index > 0 ? '\n' : ''}${constantOf(entry)}`).join('');
  return `${head(goPackage)}const (\n${constants})\n\n// Classes are all classes.\nvar Classes = []Class{\n`
    + `${classes.map(rowOf).join('')}}\n${TAIL}`;
}

function constantOf(entry: CatalogueEntry): string {
  const { name, pool } = entry;
  const deprecated = deprecationText(entry, pascalCase);
  const note = deprecated === undefined ? '' : `\t//\n\t// Deprecated: ${deprecated}.\n`;
  return `\t// ${pascalCase(name)} has ${amountsOf(entry)}.\n${note}\t${pascalCase(name)} Pool = "${pool}"\n`;
}

function rowOf({ name, template, size, runtime, image }: CatalogueEntry): string {
  const texts = { Template: template, Size: size, Runtime: runtime, Image: image };
  const members = Object.entries(texts).map(([member, text]) => `, ${member}: "${text}"`).join('');
  return `\t{Name: "${name}", Pool: ${pascalCase(name)}${members}},\n`;
}
