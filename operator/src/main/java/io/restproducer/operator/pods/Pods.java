package io.restproducer.operator.pods;

import java.util.concurrent.CompletableFuture;

/** Calls to pods; every future completes normally, within seconds, and no call blocks. */
public interface Pods {
  /** Sends {@code table} (signed bytes) and completes with the pod's answer. */
  CompletableFuture<PodAnswer> push(PodEndpoint pod, byte[] table);

  /** Asks for the pod's status report. */
  CompletableFuture<PodAnswer> status(PodEndpoint pod);
}
