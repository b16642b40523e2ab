package io.restproducer.dev.kubernetes.josdk;

import io.restproducer.dev.kubernetes.ApiServer;
import io.restproducer.dev.kubernetes.OnRealApiServer;

@OnRealApiServer
final class OperatorOnRealApiServerIT extends OperatorContract {

  @Override
  ApiServer.Kind kind() {
    return ApiServer.Kind.REAL;
  }
}
