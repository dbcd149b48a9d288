namespace CreditDecision.Service.Strategies;

/// <summary>Where content files come from: a folder that people edit, or the archive of what once served.</summary>
public interface IContentSource
{
    /// <summary>For messages.</summary>
    string Name { get; }

    /// <summary>Names relative to the source, such as <c>models/risk.card.yaml</c>, in ordinal order.</summary>
    IEnumerable<string> Named(string folder, string ending);

    /// <returns>Null with a problem when the file cannot be read or is larger than <paramref name="most"/>.</returns>
    byte[]? Read(string file, int most, out string problem);
}
