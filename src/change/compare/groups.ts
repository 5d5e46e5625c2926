/** Adds an item to the list of a key. */
export function addTo<K, V>(groups: Map<K, V[]>, key: K, item: V): void {
  const group = groups.get(key);
  if (group) { group.push(item); } else { groups.set(key, [item]); }
}
