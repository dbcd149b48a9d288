using CreditDecision.V1;

namespace CreditDecision.Cli.Mappings;

/// <summary>Which rows turned out badly, by the file's own word.</summary>
/// <param name="bad">The text of a bad row; any other text is a good one.</param>
internal sealed class Label(Cells cells, string bad)
{
    public string Column => cells.Column.Name;

    /// <summary>Null where the file does not say.</summary>
    public bool? IsBad(FileRow row) => cells.Text(row) is { } text ? text == bad : null;
}

/// <summary>How the rows of one file become applications. Immutable; rows may be mapped from any thread.</summary>
internal sealed class Mapping(MessageTemplate application, IReadOnlyList<FeatureTemplate> features, Label? label)
{
    public Label? Label => label;

    /// <returns>Null when the row cannot be an application; why is in the row's errors.</returns>
    public DecideRequest? Map(FileRow row)
    {
        if (row.Errors.Count > 0) return null;
        var request = (DecideRequest)application.Value(row)!;
        foreach (FeatureTemplate feature in features)
            if (feature.Of(row) is { } value) request.Features.Add(value);
        return row.Errors.Count == 0 ? request : null;
    }
}
