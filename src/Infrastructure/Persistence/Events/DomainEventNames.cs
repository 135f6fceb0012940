using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Infrastructure.Persistence.Events;

/// <summary>Between an event and its row: the name is the type's name for ever, the payload its ids.</summary>
internal static class DomainEventNames
{
    public static readonly FrozenDictionary<string, Type> Types = typeof(IDomainEvent).Assembly.GetTypes()
        .Where(type => type is { IsInterface: false, IsAbstract: false } && type.IsAssignableTo(typeof(IDomainEvent)))
        .ToFrozenDictionary(type => type.Name);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new IdJsonConverterFactory(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static string Write(IDomainEvent happened) => JsonSerializer.Serialize(happened, happened.GetType(), Json);

    public static IDomainEvent Read(string name, string payload) => Types.TryGetValue(name, out var type)
        ? (IDomainEvent)JsonSerializer.Deserialize(payload, type, Json)!
        : throw new InvalidOperationException($"There is no event called {name}.");

    private sealed class IdJsonConverterFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsValueType
            && typeToConvert.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IId<>));

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(IdJsonConverter<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class IdJsonConverter<TId> : JsonConverter<TId>
        where TId : struct, IId<TId>
    {
        public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TId.From(reader.GetGuid());

        public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
