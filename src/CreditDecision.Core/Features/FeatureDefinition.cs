using CreditDecision.Core.Applications;

namespace CreditDecision.Core.Features;

public enum FeatureType
{
    Unspecified = 0,
    Number,
    /// <summary>False is 0, true is 1 in the vector.</summary>
    Flag,
    /// <summary>The vector holds the index of the value in <see cref="FeatureDefinition.Categories"/>.</summary>
    Category,
}

/// <summary>Who gives the value.</summary>
public enum FeatureOrigin
{
    Unspecified = 0,
    /// <summary>Worked out from the application itself by <see cref="ApplicationFeatures"/>.</summary>
    Application,
    /// <summary>Named in the request by the caller.</summary>
    Request,
    /// <summary>Counted by the service over the applications that it has seen: <see cref="VelocityFeatures"/>.</summary>
    Velocity,
    /// <summary>Looked up by the service in the bank's lists: <see cref="ListFeatures"/>.</summary>
    List,
}

/// <summary>What the decision does when a model of the strategy reads this feature and it is missing.</summary>
public enum MissingRule
{
    Unspecified = 0,
    /// <summary>The model's own bin for missing values answers.</summary>
    ModelHandles,
    /// <summary>A person decides.</summary>
    Refer,
    Decline,
}

public enum PersonalDataClass
{
    Unspecified = 0,
    None,
    Personal,
    Sensitive,
}

/// <summary>One line of the feature catalog (A34, A36): what a value is, where it comes from and when it may be used.</summary>
/// <param name="Slot">Position in the <see cref="FeatureVector"/>; fixed when the catalog is read.</param>
/// <param name="Unit">For people: "yuan", "months", "count", "ratio" ...; empty for flags and categories.</param>
/// <param name="Least">Smallest valid number, inclusive.</param>
/// <param name="Most">Largest valid number, inclusive.</param>
/// <param name="Categories">Valid values in slot order; empty unless <see cref="FeatureType.Category"/>.</param>
/// <param name="MaxAge">Older values count as missing; null where age has no meaning.</param>
/// <param name="Source">Who observed it ("credit_bureau", "device_risk", "declared" ...), for reports on data quality.</param>
/// <param name="ConsentScope">The consent without which it may not be read (A20, A33, A34); Unspecified when none is needed.</param>
/// <param name="LegalBasis">Purpose and scope under which the bank may use it (A34).</param>
public sealed record FeatureDefinition(
    string Name,
    int Slot,
    FeatureType Type,
    string Unit,
    double Least,
    double Most,
    IReadOnlyList<string> Categories,
    TimeSpan? MaxAge,
    FeatureOrigin Origin,
    string Source,
    ConsentScope ConsentScope,
    PersonalDataClass PersonalData,
    string LegalBasis,
    MissingRule Missing)
{
    /// <summary>The value as a person reads it: a category's name, true or false, or the number.</summary>
    public string Show(double value) => Type switch
    {
        _ when double.IsNaN(value) => "missing",
        FeatureType.Category => Categories[(int)value],
        FeatureType.Flag => value != 0 ? "true" : "false",
        _ => value.ToString("R"),
    };

    /// <summary>Index of a category value, or -1.</summary>
    public int CategoryIndex(string value)
    {
        for (int index = 0; index < Categories.Count; index++)
            if (string.Equals(Categories[index], value, StringComparison.Ordinal)) return index;
        return -1;
    }
}
