package io.restproducer.operator.pods;

/**
 * Where one pod listens for its operator.
 *
 * @param name for people
 * @param uid identity of the pod
 * @param incarnation whatever differs after its container restarted (container id or start time);
 *     may be empty
 * @param address IP address, never a host name
 * @param port of the container port {@code management}
 */
public record PodEndpoint(String name, String uid, String incarnation, String address, int port) {}
