package io.restproducer.dev.kubernetes.node;

import io.restproducer.dev.kubernetes.ApiServer;

final class LocalNodeOnMockApiServerIT extends LocalNodeContract {

  @Override
  ApiServer.Kind kind() {
    return ApiServer.Kind.MOCK;
  }
}
