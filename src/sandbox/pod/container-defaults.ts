import {
  Capability, ContainerProps, ContainerResources, ContainerSecutiryContextCapabilities,
} from '../../kubernetes/kplus';

/** Defaults of containers. All containers share them, so they are frozen. */
const NO_RESOURCES: ContainerResources = Object.freeze({});
const NO_CAPABILITIES: ContainerSecutiryContextCapabilities = Object.freeze({
  drop: Object.freeze([Capability.ALL]) as Capability[],
});

/** The props of a container with defaults for those that are not given. */
export function withDefaults(props: ContainerProps): ContainerProps {
  const { resources = NO_RESOURCES, securityContext = {}, ...rest } = props;
  const { readOnlyRootFilesystem = false, capabilities, ...others } = securityContext;
  return {
    resources,
    securityContext: {
      readOnlyRootFilesystem,
      capabilities: capabilities ? { drop: NO_CAPABILITIES.drop, ...capabilities } : NO_CAPABILITIES,
      ...others,
    },
    ...rest,
  };
}
