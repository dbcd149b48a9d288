using System.Text.Json;

namespace CreditDecision.Core.Documents;

/// <summary>
/// Reads one object of a document strictly: every key is asked for by name, type and range, a missing or wrong one is
/// recorded with its path and reads as a harmless default, and <see cref="Close"/> reports keys that nobody asked for.
/// The caller looks at <see cref="DocumentErrors.Any"/> before it uses what it read.
/// </summary>
public sealed class DocumentObject
{
    private readonly JsonElement _element;
    private readonly string _path;
    private readonly DocumentErrors _errors;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    internal DocumentObject(JsonElement element, string path, DocumentErrors errors)
    {
        _element = element;
        _path = path;
        _errors = errors;
        if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined))
            errors.Add(path, $"must be an object, is {Describe(element)}");
    }

    public static DocumentObject Root(JsonElement element, DocumentErrors errors) => new(element, "", errors);

    public string Path => _path;

    public DocumentErrors Errors => _errors;

    public void Fail(string key, string message) => _errors.Add(At(key), message);

    public bool Has(string key) => Find(key, out _);

    public string Text(string key, int maxLength = 256, string? whenAbsent = null)
    {
        if (!Take(key, whenAbsent is not null, out JsonElement value)) return whenAbsent ?? "";
        if (value.ValueKind != JsonValueKind.String) return Wrong(key, "must be text", value, "");
        string text = value.GetString()!;
        if (text.Length == 0 && whenAbsent is not "") Fail(key, "must not be empty");
        else if (text.Length > maxLength) Fail(key, $"must be at most {maxLength} characters, has {text.Length}");
        return text;
    }

    public double Number(string key, double least, double most, double? whenAbsent = null)
    {
        if (!Take(key, whenAbsent is not null, out JsonElement value)) return whenAbsent ?? least;
        return NumberOf(key, value, least, most) ?? least;
    }

    /// <summary>A number that may be left out or null.</summary>
    public double? OptionalNumber(string key, double least, double most) =>
        Find(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? NumberOf(key, value, least, most) : null;

    public long WholeLong(string key, long least, long most, long? whenAbsent = null)
    {
        if (!Take(key, whenAbsent is not null, out JsonElement value)) return whenAbsent ?? least;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out long number))
            return Wrong(key, "must be a whole number", value, least);
        if (number >= least && number <= most) return number;
        Fail(key, $"must be between {least} and {most}, is {number}");
        return least;
    }

    public int Whole(string key, int least, int most, int? whenAbsent = null) => (int)WholeLong(key, least, most, whenAbsent);

    public bool Flag(string key, bool? whenAbsent = null)
    {
        if (!Take(key, whenAbsent is not null, out JsonElement value)) return whenAbsent ?? false;
        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => Wrong(key, "must be true or false", value, false),
        };
    }

    /// <summary>One of the members of an enum, written in lower_snake_case; the zero member cannot be written.</summary>
    public T Choice<T>(string key, T? whenAbsent = null) where T : struct, Enum
    {
        if (!Take(key, whenAbsent is not null, out JsonElement value)) return whenAbsent ?? default;
        if (value.ValueKind != JsonValueKind.String) return Wrong(key, $"must be one of {SnakeCase.Choices<T>()}", value, default(T));
        return SnakeCase.TryParse(value.GetString()!, out T choice)
            ? choice
            : Wrong(key, $"must be one of {SnakeCase.Choices<T>()}", value, default(T));
    }

    public IReadOnlyList<T> Choices<T>(string key, bool optional = false) where T : struct, Enum
    {
        var choices = new List<T>();
        foreach ((string path, string text) in TextsWithPath(key, 64, optional))
        {
            if (SnakeCase.TryParse(text, out T choice)) choices.Add(choice);
            else _errors.Add(path, $"must be one of {SnakeCase.Choices<T>()}, is \"{Shorten(text)}\"");
        }
        return choices;
    }

    public IReadOnlyList<string> Texts(string key, int maxCount, bool optional = false) =>
        [.. TextsWithPath(key, maxCount, optional).Select(item => item.Text)];

    public DocumentObject Child(string key) =>
        Take(key, false, out JsonElement value) ? new DocumentObject(value, At(key), _errors) : new DocumentObject(default, At(key), _errors);

    public DocumentObject? OptionalChild(string key) =>
        Find(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? new DocumentObject(value, At(key), _errors) : null;

    public IReadOnlyList<DocumentObject> Children(string key, int maxCount, bool optional = false) =>
        [.. Items(key, maxCount, optional).Select((item, index) => new DocumentObject(item, $"{At(key)}[{index}]", _errors))];

    /// <summary>A list whose items may each be of another kind.</summary>
    public IReadOnlyList<DocumentValue> Values(string key, int maxCount, bool optional = false) =>
        [.. Items(key, maxCount, optional).Select((item, index) => new DocumentValue(item, At(key), index, _errors))];

    /// <summary>Keys in written order, for objects whose keys are names that the author chose.</summary>
    public IReadOnlyList<(string Key, DocumentObject Value)> Entries()
    {
        var entries = new List<(string, DocumentObject)>();
        if (_element.ValueKind != JsonValueKind.Object) return entries;
        foreach (JsonProperty property in _element.EnumerateObject())
        {
            _asked.Add(property.Name);
            entries.Add((property.Name, new DocumentObject(property.Value, At(property.Name), _errors)));
        }
        return entries;
    }

    /// <summary>Reports every key that was not asked for: a misspelt key must not silently mean its default.</summary>
    public void Close()
    {
        if (_element.ValueKind != JsonValueKind.Object) return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty property in _element.EnumerateObject())
        {
            if (!seen.Add(property.Name)) Fail(property.Name, "is written twice");
            else if (!_asked.Contains(property.Name))
                Fail(property.Name, $"is not known here; known are {string.Join(", ", _asked.Order(StringComparer.Ordinal))}");
        }
    }

    private List<(string Path, string Text)> TextsWithPath(string key, int maxCount, bool optional)
    {
        var texts = new List<(string, string)>();
        int index = 0;
        foreach (JsonElement item in Items(key, maxCount, optional))
        {
            string path = $"{At(key)}[{index++}]";
            if (item.ValueKind == JsonValueKind.String && item.GetString()!.Length is > 0 and <= 256) texts.Add((path, item.GetString()!));
            else _errors.Add(path, $"must be text of 1 to 256 characters, is {Describe(item)}");
        }
        return texts;
    }

    private IEnumerable<JsonElement> Items(string key, int maxCount, bool optional)
    {
        if (!Take(key, optional, out JsonElement value)) return [];
        if (value.ValueKind != JsonValueKind.Array) return Wrong<IEnumerable<JsonElement>>(key, "must be a list", value, []);
        int count = value.GetArrayLength();
        if (count > maxCount) Fail(key, $"must have at most {maxCount} items, has {count}");
        return value.EnumerateArray().Take(maxCount);
    }

    private double? NumberOf(string key, JsonElement value, double least, double most)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out double number) || !double.IsFinite(number))
            return Wrong<double?>(key, "must be a number", value, null);
        if (number >= least && number <= most) return number;
        Fail(key, $"must be between {least} and {most}, is {number}");
        return null;
    }

    private bool Take(string key, bool optional, out JsonElement value)
    {
        if (Find(key, out value)) return true;
        // Where the object itself is absent, that was reported already; its keys would only repeat it.
        if (!optional && _element.ValueKind == JsonValueKind.Object) Fail(key, "is missing");
        return false;
    }

    private bool Find(string key, out JsonElement value)
    {
        _asked.Add(key);
        value = default;
        return _element.ValueKind == JsonValueKind.Object && _element.TryGetProperty(key, out value);
    }

    private T Wrong<T>(string key, string expected, JsonElement value, T instead)
    {
        Fail(key, $"{expected}, is {Describe(value)}");
        return instead;
    }

    private string At(string key) => _path.Length == 0 ? key : key.Length == 0 ? _path : $"{_path}.{key}";

    internal static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => $"\"{Shorten(value.GetString()!)}\"",
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => Shorten(value.GetRawText()),
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => "nothing",
    };

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
