package io.restproducer.dev.kubernetes.health;

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

/**
 * Runs a health check as Argo CD does: a Lua script that finds the resource as {@code obj} and
 * returns a status and a message.
 */
public record ArgoHealth(String status, String message) {
  public static ArgoHealth of(Path script, Object resource) {
    Globals lua = JsePlatform.standardGlobals();
    lua.set("obj", value(Serialization.unmarshal(Serialization.asJson(resource), Map.class)));
    LuaValue health = lua.load(read(script), script.toString()).call();
    return new ArgoHealth(
        health.get("status").checkjstring(), health.get("message").optjstring(""));
  }

  private static String read(Path script) {
    try {
      return Files.readString(script);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the health check " + script, e);
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
