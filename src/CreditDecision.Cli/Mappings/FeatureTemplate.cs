using CreditDecision.Core.Applications;
using CreditDecision.Core.Documents;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;

namespace CreditDecision.Cli.Mappings;

/// <summary>One named feature. Where its value is missing the feature is left out, which is how the API says "missing".</summary>
internal sealed class FeatureTemplate
{
    private readonly string _name;
    private readonly NamedFeatureKind _kind;
    private readonly FieldSource _value;
    private readonly Timestamp _observedAt;
    private readonly string _partnerId;
    private readonly Feature? _constant;

    private FeatureTemplate(string name, NamedFeatureKind kind, FieldSource value, Timestamp observedAt, string partnerId)
    {
        (_name, _kind, _value, _observedAt, _partnerId) = (name, kind, value, observedAt, partnerId);
        _constant = value.IsConstant ? Make(value.Value(new FileRow(0, []))) : null;
    }

    public static FeatureTemplate Read(string name, DocumentObject document, OperationReader operations, DateTimeOffset observedAt)
    {
        NamedFeatureKind kind = document.Choice("type", (NamedFeatureKind?)NamedFeatureKind.Number);
        FieldSource value = kind switch
        {
            NamedFeatureKind.Flag => operations.Flag(document),
            NamedFeatureKind.Category => operations.Category(document),
            _ => new DoubleField(operations.Number(document)),
        };
        DateTimeOffset observed = document.Has("observed_at") ? operations.Moment(document, "observed_at") : observedAt;
        string partnerId = document.Text("partner_id", 64, "");
        document.Close();
        return new FeatureTemplate(name, kind, value, Timestamp.FromDateTimeOffset(observed), partnerId);
    }

    /// <summary>Null when the row has no value for it.</summary>
    public Feature? Of(FileRow row) => _constant ?? Make(_value.Value(row));

    private Feature? Make(object? value)
    {
        if (value is null) return null;
        var feature = new Feature { Name = _name, ObservedAt = _observedAt, PartnerId = _partnerId };
        if (_kind == NamedFeatureKind.Flag) feature.Flag = (bool)value;
        else if (_kind == NamedFeatureKind.Category) feature.Category = (string)value;
        else feature.Number = (double)value;
        return feature;
    }
}
