package io.restproducer.dev.kubernetes.josdk;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;

/** The custom resource of {@code gadgets.yaml}. */
@Group("example.io")
@Version("v1")
public final class Gadget extends CustomResource<GadgetSpec, Void> implements Namespaced {}
