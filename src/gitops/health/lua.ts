import { FAILED, MEANT } from './reasons';
import type { Kind } from '../../api/kinds';

const set = (names: readonly string[]) => `{${names.map((name) => `${name} = true`).join(', ')}}`;

/**
 * Health of what has the condition Ready. A sandbox that is suspended as it should be counts as healthy: Argo CD would
 * wait for it in a wave otherwise.
 *
 * @param comparesGeneration whether the condition tells the generation of its object; claims pass on that of their
 * sandbox
 */
function conditioned(comparesGeneration: boolean): string {
  return `local meant = ${set(MEANT)}
local failed = ${set(FAILED)}
local status = obj.status or {}
local ready = nil
for _, condition in ipairs(status.conditions or {}) do
  if condition.type == "Ready" then ready = condition end
end
if ready == nil then
  return {status = "Progressing", message = "the controller has not looked at it yet"}
end
${comparesGeneration
  ? `if ready.observedGeneration ~= nil and ready.observedGeneration < obj.metadata.generation then
  return {status = "Progressing", message = "the controller has not seen the last change yet"}
end
`
  : ''}local message = ready.reason
if ready.message ~= nil and ready.message ~= "" then message = ready.reason .. ": " .. ready.message end
if ready.status == "True" or meant[ready.reason] then
  return {status = "Healthy", message = message}
end
if failed[ready.reason] then
  return {status = "Degraded", message = message}
end
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
