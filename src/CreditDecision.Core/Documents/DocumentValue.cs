using System.Text.Json;

namespace CreditDecision.Core.Documents;

/// <summary>
/// One value of a document where several kinds may stand, such as a cell of a decision table. A mistake is recorded with the value's own path.
/// </summary>
public readonly struct DocumentValue
{
    private readonly JsonElement _element;
    private readonly string _list;
    private readonly int _index;
    private readonly DocumentErrors _errors;

    // The path is put together only for a mistake: a table has hundreds of thousands of cells.
    internal DocumentValue(JsonElement element, string list, int index, DocumentErrors errors) =>
        (_element, _list, _index, _errors) = (element, list, index, errors);

    public string Path => $"{_list}[{_index}]";

    public bool IsList => _element.ValueKind == JsonValueKind.Array;

    public bool IsObject => _element.ValueKind == JsonValueKind.Object;

    /// <summary>As written: two values of the same text mean the same.</summary>
    public string Written => _element.GetRawText();

    public bool TryText(out string text)
    {
        bool isText = _element.ValueKind == JsonValueKind.String;
        text = isText ? _element.GetString()! : "";
        return isText;
    }

    /// <summary>A finite number.</summary>
    public bool TryNumber(out double number)
    {
        number = 0;
        return _element.ValueKind == JsonValueKind.Number && _element.TryGetDouble(out number) && double.IsFinite(number);
    }

    public bool TryFlag(out bool flag)
    {
        flag = _element.ValueKind == JsonValueKind.True;
        return flag || _element.ValueKind == JsonValueKind.False;
    }

    /// <summary>Empty for anything but a list.</summary>
    public IEnumerable<DocumentValue> Items()
    {
        if (!IsList) yield break;
        string path = Path;
        int index = 0;
        foreach (JsonElement item in _element.EnumerateArray()) yield return new DocumentValue(item, path, index++, _errors);
    }

    /// <summary>Records a mistake where the value is no object.</summary>
    public DocumentObject AsObject() => new(_element, Path, _errors);

    public void Fail(string message) => _errors.Add(Path, message);

    /// <param name="expected">"must be a number"; what the value is instead is added.</param>
    public void FailAs(string expected) => Fail($"{expected}, is {DocumentObject.Describe(_element)}");
}
