package io.restproducer.operator.producer;

import io.restproducer.operator.kafka.DeclaredTopics;
import io.restproducer.operator.keytable.TableBoard;
import io.restproducer.operator.pki.Lifetimes;
import io.restproducer.operator.pods.Pods;
import io.restproducer.operator.pods.Timer;
import io.restproducer.operator.reconcile.EventLog;
import java.security.SecureRandom;
import java.time.InstantSource;

/** What the process lends to the controller of RestProducers. */
public record Workshop(
    TableBoard board,
    DeclaredTopics topics,
    Pods pods,
    Timer timer,
    EventLog events,
    SecureRandom random,
    InstantSource clock,
    Lifetimes lifetimes) {}
