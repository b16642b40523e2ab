package io.restproducer.crds;

import io.fabric8.crdv2.generator.CRDGenerator;
import java.nio.file.Files;
import java.nio.file.Path;

class Probe {
  public static void main(String[] a) throws Exception {
    Path out = Path.of("/tmp/me/crd");
    Files.createDirectories(out);
    new CRDGenerator()
        .customResourceClasses(RestProducer.class, ServiceId.class)
        .forCRDVersions("v1")
        .inOutputDir(out.toFile())
        .generate();
  }
}
