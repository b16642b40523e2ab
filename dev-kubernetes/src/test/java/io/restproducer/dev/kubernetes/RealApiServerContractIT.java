package io.restproducer.dev.kubernetes;

@OnRealApiServer
final class RealApiServerContractIT extends ApiServerContract {

  @Override
  ApiServer.Kind kind() {
    return ApiServer.Kind.REAL;
  }
}
