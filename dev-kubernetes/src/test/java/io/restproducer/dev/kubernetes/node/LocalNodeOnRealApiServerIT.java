package io.restproducer.dev.kubernetes.node;

import io.restproducer.dev.kubernetes.ApiServer;
import io.restproducer.dev.kubernetes.OnRealApiServer;

@OnRealApiServer
final class LocalNodeOnRealApiServerIT extends LocalNodeContract {

  @Override
  ApiServer.Kind kind() {
    return ApiServer.Kind.REAL;
  }
}
