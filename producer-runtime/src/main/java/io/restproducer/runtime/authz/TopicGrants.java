package io.restproducer.runtime.authz;

import io.restproducer.contract.TopicPattern;
import io.restproducer.runtime.authn.Caller;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;

/** Decides who may write where; it never looks at whether the topic exists. */
public final class TopicGrants {
  private static final String INTERNAL = "__";

  private TopicGrants() {}

  /** Refuses, in one wording, a topic that {@code caller} was not granted. */
  public static void check(Caller caller, String topic) throws Refusal {
    if (topic.startsWith(INTERNAL) || !caller.role().mayProduce() || !granted(caller, topic)) {
      throw Refusal.of(
              Reason.NOT_GRANTED,
              "This service id may not produce to this topic. Its ServiceId resource must list the"
                  + " topic and have a role of editor or above.")
          .aboutTopic(topic);
    }
  }

  private static boolean granted(Caller caller, String topic) {
    for (TopicPattern pattern : caller.topics()) {
      if (pattern.matches(topic)) {
        return true;
      }
    }
    return false;
  }
}
