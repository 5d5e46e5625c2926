import { FAILED, MEANT } from './reasons';
import type { Kind } from '../../api/kinds';

const set = (names: readonly string[]) => `{${names.map((name) => `${name} = true`).join(', ')}}`;

/**
 * Health of what has conditions. A sandbox that is suspended as it should be counts as healthy: Argo CD would wait for
 * it in a wave otherwise.
 *
 * @param comparesGeneration whether conditions tell the generation of their object; claims pass on that of their
 * sandbox
 */
function conditioned(comparesGeneration: boolean): string {
  const seen = comparesGeneration
    ? '(c.observedGeneration == nil or c.observedGeneration >= obj.metadata.generation)'
    : 'true';
  return `local meant = ${set(MEANT)}
local failing = ${set(FAILED)}
local status = obj.status or {}
local message = "the controller has not looked at it since the last change"
local healthy, failed = false, false
for _, c in ipairs(status.conditions or {}) do
  if ${seen} then
    if c.type == "Ready" then
      message = c.reason
      if c.message ~= nil and c.message ~= "" then message = message .. ": " .. c.message end
      if c.status == "True" or meant[c.reason] then
        healthy = true
      elseif failing[c.reason] then
        failed = true
      end
    elseif c.type == "Finished" and c.status == "True" then
      if failing[c.reason] then failed = true elseif meant[c.reason] then healthy = true end
    end
  end
end
if failed then return {status = "Degraded", message = message} end
if healthy then return {status = "Healthy", message = message} end
return {status = "Progressing", message = message}
`;
}

/** @param counted the field of the status with the number of sandboxes that are ready */
function pool(counted: string): string {
  return `local status = obj.status
if status == nil then
  return {status = "Progressing", message = "the controller has not looked at it yet"}
end
if status.observedGeneration ~= nil and status.observedGeneration < obj.metadata.generation then
  return {status = "Progressing", message = "the controller has not seen the last change yet"}
end
local wanted = obj.spec.replicas
if wanted == nil then wanted = 1 end
local ready = status.${counted} or 0
local message = ready .. " of " .. wanted .. " sandboxes are ready"
if ready >= wanted then
  return {status = "Healthy", message = message}
end
return {status = "Progressing", message = message}
`;
}

const TEMPLATE = `return {status = "Healthy", message = "templates have no status"}
`;

/** The script of each kind. */
export function luaOf(kind: Kind, countsReady: boolean): string {
  switch (kind) {
    case 'SandboxTemplate':
      return TEMPLATE;
    case 'SandboxWarmPool':
      return pool(countsReady ? 'readyReplicas' : 'replicas');
    default:
      return conditioned(kind === 'Sandbox');
  }
}

/**
 * Health of an Application: without it, Argo CD does not wait for one that is applied by another before it goes on with
 * the next wave.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/health/#argocd-app
 */
export const APPLICATION = `local status = obj.status or {}
local health = status.health or {}
if health.status == nil then
  return {status = "Progressing", message = "Argo CD has not looked at it yet"}
end
return {status = health.status, message = health.message}
`;
