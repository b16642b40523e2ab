package io.restproducer.operator.reconcile;

import java.util.Map;
import java.util.TreeMap;

/** What part of the product an object is; its labels say so, and the informers select by them. */
public enum Component {
  PRODUCER_RUNTIME("producer-runtime"),
  SERVICE_ID("service-id");

  /** Names the RestProducer that an object of a ServiceId works for. */
  public static final String PRODUCER_LABEL = "restproducer.io/producer";

  /** Names that RestProducer's namespace. */
  public static final String PRODUCER_NAMESPACE_LABEL = "restproducer.io/producer-namespace";

  private static final String PREFIX = "app.kubernetes.io/";
  private static final String MANAGED_BY = PREFIX + "managed-by";
  private static final String COMPONENT = PREFIX + "component";
  private static final String INSTANCE = PREFIX + "instance";
  private static final String OPERATOR = "restproducer-operator";

  private final String text;

  Component(String text) {
    this.text = text;
  }

  /** Labels of every object of {@code instance}. */
  public Map<String, String> labels(String instance) {
    Map<String, String> labels = new TreeMap<>(selector(instance));
    labels.put(PREFIX + "name", "restproducer");
    labels.put(PREFIX + "part-of", "restproducer");
    labels.put(MANAGED_BY, OPERATOR);
    return labels;
  }

  /** The labels that tell the pods of {@code instance} from all others; never to be changed. */
  public Map<String, String> selector(String instance) {
    return new TreeMap<>(Map.of(COMPONENT, text, INSTANCE, instance));
  }

  /** Selects every object of this component, of whatever instance. */
  public String watched() {
    return MANAGED_BY + "=" + OPERATOR + "," + COMPONENT + "=" + text;
  }

  /** Whether the labels of an object say that this operator made it. */
  public static boolean isOurs(Map<String, String> labels) {
    return labels != null && OPERATOR.equals(labels.get(MANAGED_BY));
  }

  /** The instance that the labels of an object name; null: none. */
  public static String instance(Map<String, String> labels) {
    return labels == null ? null : labels.get(INSTANCE);
  }
}
