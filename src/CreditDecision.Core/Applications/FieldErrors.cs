namespace CreditDecision.Core.Applications;

/// <summary>One field of a request that cannot be accepted.</summary>
/// <param name="Field">Path in the API's own names: <c>borrower.id_number</c>, <c>features[3].number</c>.</param>
/// <param name="Description">What is wrong and what is expected. Never quotes personal data.</param>
public readonly record struct FieldError(string Field, string Description);

/// <summary>Gathers every bad field of a request, so that a frontend mends them in one go.</summary>
public sealed class FieldErrors
{
    private readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> All => _errors;

    public bool Any => _errors.Count > 0;

    public void Add(string field, string description) => _errors.Add(new FieldError(field, description));

    internal void Require(bool holds, FieldPath field, string description)
    {
        if (!holds) Add(field.ToString(), description);
    }

    /// <summary>A sub-message that must be there.</summary>
    internal T? Present<T>(T? value, string field) where T : class
    {
        Require(value is not null, field, "is required");
        return value;
    }

    internal void Text(string value, FieldPath field, int most)
    {
        if (value.Length < 1 || value.Length > most) Add(field.ToString(), $"must be 1 to {most} characters, has {value.Length}");
    }

    internal void Between(long value, FieldPath field, long least, long most)
    {
        // What was given is the borrower's, and an error's text goes further than the request does.
        if (value < least || value > most) Add(field.ToString(), $"must be between {least} and {most}");
    }

    internal void Said<T>(T value, FieldPath field) where T : struct, Enum
    {
        // The comparer, because an enum's own Equals takes an object.
        if (EqualityComparer<T>.Default.Equals(value, default)) Add(field.ToString(), "is required");
        else if (!Enum.IsDefined(value)) Add(field.ToString(), $"has the unknown value {value}");
    }

    /// <summary>A moment that has come already; clocks of callers may run ahead a little.</summary>
    internal DateTimeOffset Past(DateTimeOffset? value, FieldPath field, DateTimeOffset now)
    {
        if (value is not { } moment)
        {
            Add(field.ToString(), "is required");
            return now;
        }
        Require(moment <= now + Application.ClockTolerance, field, "must not be in the future");
        return moment;
    }
}
