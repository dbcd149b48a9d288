using System.Text.Json;
using System.Text.Json.Nodes;
using CreditDecision.Cli.Calls;
using CreditDecision.Core.Documents;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace CreditDecision.Cli.Applying;

/// <summary>
/// Reads one message in the protobuf JSON mapping and names every mistake by its path, where the library's parser stops at the first
/// and names none. In fields that are timestamps, and only there, relative times such as <c>now-2h</c> are taken too.
/// </summary>
/// <param name="now">What <c>now</c> means.</param>
internal sealed class ProtoJson(DateTimeOffset now, DocumentErrors errors)
{
    private static readonly JsonParser Parser = JsonParser.Default;

    /// <param name="path">Where the element stands in its file.</param>
    /// <returns>Null when there are mistakes.</returns>
    public T? Read<T>(JsonElement element, string path) where T : class, IMessage<T>, new()
    {
        int before = errors.All.Count;
        JsonObject? written = Message(element, new T().Descriptor, path);
        if (written is null || errors.All.Count > before) return null;
        try
        {
            return Parser.Parse<T>(written.ToJsonString());
        }
        catch (Exception e) when (e is InvalidJsonException or InvalidProtocolBufferException)
        {
            errors.Add(path, e.Message);
            return null;
        }
    }

    private JsonObject? Message(JsonElement element, MessageDescriptor type, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Add(path, $"must be an object of type {type.Name}");
            return null;
        }
        var written = new JsonObject();
        foreach (JsonProperty property in element.EnumerateObject())
            Property(property, type, path.Length == 0 ? property.Name : $"{path}.{property.Name}", written);
        foreach (OneofDescriptor choice in type.Oneofs.Where(choice => !choice.IsSynthetic)) Choice(choice, written, path);
        return written;
    }

    private void Property(JsonProperty property, MessageDescriptor type, string at, JsonObject written)
    {
        FieldDescriptor? field = type.FindFieldByName(property.Name) ?? type.Fields.InDeclarationOrder().FirstOrDefault(each => each.JsonName == property.Name);
        if (field is null)
            errors.Add(at, $"is not a field of {type.Name}; known are {string.Join(", ", type.Fields.InDeclarationOrder().Select(each => each.Name))}");
        else if (written.ContainsKey(field.Name))
            errors.Add(at, "is written twice");
        else if (property.Value.ValueKind != JsonValueKind.Null)
            written[field.Name] = field.IsRepeated ? Items(property.Value, field, at) : Value(property.Value, field, at);
    }

    private JsonArray? Items(JsonElement value, FieldDescriptor field, string at)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            errors.Add(at, "must be a list");
            return null;
        }
        var items = new JsonArray();
        foreach (JsonElement item in value.EnumerateArray()) items.Add(Value(item, field, $"{at}[{items.Count}]"));
        return items;
    }

    private JsonNode? Value(JsonElement value, FieldDescriptor field, string at)
    {
        bool isMessage = field.FieldType == FieldType.Message;
        if (isMessage && field.MessageType.FullName == Timestamp.Descriptor.FullName) return Time(value, at);
        if (isMessage) return Message(value, field.MessageType, at);
        Check(value, field, at);
        return JsonNode.Parse(value.GetRawText());
    }

    private JsonNode? Time(JsonElement value, string at)
    {
        string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        // A bare day would leave the reader to guess its hour, so it is taken only where people type filters.
        if ((Moments.IsRelative(text) || text.Contains('T')) && Moments.TryParse(text, now, out DateTimeOffset moment))
            return JsonNode.Parse(JsonFormatter.Default.Format(Timestamp.FromDateTimeOffset(moment)));
        errors.Add(at, "must be a time such as \"2026-11-25T09:30:00+08:00\", or relative to the moment of sending such as \"now-2h\" or \"now+365d\"");
        return null;
    }

    private void Check(JsonElement value, FieldDescriptor field, string at)
    {
        if (field.FieldType == FieldType.Enum && value.ValueKind == JsonValueKind.String && field.EnumType.FindValueByName(value.GetString()!) is null)
        {
            errors.Add(at, $"must be one of {string.Join(", ", field.EnumType.Values.Skip(1).Select(each => each.Name))}");
            return;
        }
        try
        {
            // The library's own word on whether this value fits this field.
            string raw = field.IsRepeated ? $"[{value.GetRawText()}]" : value.GetRawText();
            Parser.Parse($"{{\"{field.Name}\":{raw}}}", field.ContainingType);
        }
        catch (Exception e) when (e is InvalidJsonException or InvalidProtocolBufferException or FormatException or OverflowException)
        {
            errors.Add(at, $"does not fit a field of type {Name(field.FieldType)}: {e.Message}");
        }
    }

    private void Choice(OneofDescriptor choice, JsonObject written, string path)
    {
        string[] given = [.. choice.Fields.Where(field => written.ContainsKey(field.Name)).Select(field => field.Name)];
        if (given.Length > 1) errors.Add(path, $"has {string.Join(" and ", given)}; only one of them may be given");
    }

    private static string Name(FieldType type) => type.ToString().ToLowerInvariant();
}
