package io.restproducer.operator;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

/** Runs the shipped Lua checks as Argo CD does: with {@code obj}, for a status and a message. */
record ArgoHealth(String status, String message) {
  static ArgoHealth of(String kind, Object resource) {
    Globals lua = JsePlatform.standardGlobals();
    lua.set("obj", value(Serialization.unmarshal(Serialization.asJson(resource), Map.class)));
    LuaValue health = lua.load(script(kind), kind).call();
    return new ArgoHealth(
        health.get("status").checkjstring(), health.get("message").optjstring(""));
  }

  static String script(String kind) {
    try {
      return Files.readString(Path.of("..", "deploy", "argocd", kind, "health.lua"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LuaValue value(Object json) {
    if (json instanceof Map<?, ?> map) {
      LuaTable table = new LuaTable();
      map.forEach((key, value) -> table.set(key.toString(), value(value)));
      return table;
    }
    if (json instanceof List<?> list) {
      return LuaValue.listOf(list.stream().map(ArgoHealth::value).toArray(LuaValue[]::new));
    }
    if (json instanceof Number number) {
      return LuaValue.valueOf(number.doubleValue());
    }
    if (json instanceof Boolean flag) {
      return LuaValue.valueOf(flag);
    }
    return json == null ? LuaValue.NIL : LuaValue.valueOf(json.toString());
  }
}
