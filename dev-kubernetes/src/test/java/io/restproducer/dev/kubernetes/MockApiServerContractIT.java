package io.restproducer.dev.kubernetes;

final class MockApiServerContractIT extends ApiServerContract {

  @Override
  ApiServer.Kind kind() {
    return ApiServer.Kind.MOCK;
  }
}
