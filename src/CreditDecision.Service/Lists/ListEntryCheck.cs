using System.Net;
using System.Net.Sockets;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions;
using Google.Protobuf.WellKnownTypes;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Lists;

/// <summary>Checks entries as they are sent; every mistake is told at once, and no value is quoted: they are personal.</summary>
internal sealed class ListEntryCheck(List<FieldError> errors)
{
    private const int LongestDevice = 128, LongestReason = 500;

    public void Record(string clientId, string recordId)
    {
        if (!Identifier.TryParse(clientId, out _, out string error)) errors.Add(new("client_id", error));
        if (!Identifier.TryParse(recordId, out _, out error)) errors.Add(new("record_id", error));
    }

    public void Count(int count, int most, string field)
    {
        if (count < 1 || count > most) errors.Add(new(field, $"must be 1 to {most}, are {count}"));
    }

    public void Reason(string reason, string field, bool optional)
    {
        if (reason.Length > LongestReason) errors.Add(new(field, $"must be at most {LongestReason} characters, has {reason.Length}"));
        if (reason.Length == 0 && !optional) errors.Add(new(field, "must not be empty"));
    }

    /// <returns>The value in the form that applications have it in; empty with an error.</returns>
    public string Entry(Wire.ListEntry entry, string field)
    {
        if (entry.List == Wire.ListKind.Unspecified || !System.Enum.IsDefined(entry.List)) errors.Add(new($"{field}.list", "must be one of the lists"));
        if (entry.Purpose == Wire.ListPurpose.Unspecified || !System.Enum.IsDefined(entry.Purpose)) errors.Add(new($"{field}.purpose", "must be one of the purposes"));
        if (!Identifier.TryParse(entry.Source, out _, out string error)) errors.Add(new($"{field}.source", error));
        Reason(entry.Reason, $"{field}.reason", optional: true);
        DateTimeOffset? from = Moment(entry.EffectiveFrom, $"{field}.effective_from"), until = Moment(entry.ExpiresAt, $"{field}.expires_at");
        if (from >= until) errors.Add(new($"{field}.expires_at", "must be after effective_from"));
        return Value(entry.Subject, entry.Value, $"{field}.subject", $"{field}.value");
    }

    public string Value(Wire.ListSubject subject, string value, string subjectField, string valueField)
    {
        string normal = "";
        string? error = null;
        switch ((VelocitySubject)subject)
        {
            case VelocitySubject.Borrower:
                if (ResidentId.TryParse(value, out ResidentId id, out string wrong)) normal = id.Text;
                else error = wrong;
                break;
            case VelocitySubject.Phone:
                if (MobileNumber.TryParse(value, out MobileNumber number, out wrong)) normal = number.Text;
                else error = wrong;
                break;
            case VelocitySubject.Card:
                if (BankCard.TryParse(value, out BankCard card, out wrong)) normal = card.Text;
                else error = wrong;
                break;
            case VelocitySubject.Device:
                if (value.Length is > 0 and <= LongestDevice) normal = value;
                else error = $"must be 1 to {LongestDevice} characters";
                break;
            case VelocitySubject.Ip:
                if (IsAddress(value, out IPAddress? address)) normal = address!.ToString();
                else error = "must be an IPv4 address of four decimal parts, or an IPv6 address, without port or scope";
                break;
            default:
                errors.Add(new(subjectField, "must be one of the subjects"));
                break;
        }
        if (error is not null) errors.Add(new(valueField, error));
        return normal;
    }

    public DateTimeOffset? Moment(Timestamp? timestamp, string field)
    {
        DateTimeOffset? moment = ApplicationTranslation.Moment(timestamp);
        if (timestamp is not null && moment is null) errors.Add(new(field, "is not a valid timestamp"));
        return moment;
    }

    // "1" and "0x7f.1" are addresses to the library and slips of the pen here.
    private static bool IsAddress(string text, out IPAddress? address) =>
        IPAddress.TryParse(text, out address) && !text.Contains('%', StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal)
        && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text);
}
