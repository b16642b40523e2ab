package io.restproducer.dev.kubernetes.josdk;

import io.restproducer.dev.kubernetes.ApiServer;

final class OperatorOnMockApiServerIT extends OperatorContract {

  @Override
  ApiServer.Kind kind() {
    return ApiServer.Kind.MOCK;
  }
}
