package io.restproducer.runtime.http;

import io.restproducer.runtime.limits.Deadlines;
import io.restproducer.runtime.limits.InFlight;
import io.restproducer.runtime.limits.Quotas;
import io.restproducer.runtime.limits.SizeLimits;
import io.restproducer.runtime.produce.KafkaCluster;
import io.restproducer.runtime.snapshot.Snapshot;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What lies behind every listener: one, so that a limit holds over all of them.
 *
 * @param snapshot the one in force
 * @param clock says when keys and certificates are over
 */
public record Service(
    SizeLimits sizes,
    Deadlines deadlines,
    Supplier<Snapshot> snapshot,
    InstantSource clock,
    InFlight inFlight,
    Quotas quotas,
    KafkaCluster kafka,
    ServingPhase phase) {}
