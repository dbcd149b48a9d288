namespace CreditDecision.Core.Applications;

/// <summary>Where a field is, in the API's own names. Written out only when there is something wrong with it, which is seldom.</summary>
/// <param name="Parent">Empty for a field of the application itself.</param>
/// <param name="Index">Place in the parent when that is a list; else <see cref="NoIndex"/>.</param>
internal readonly record struct FieldPath(string Parent, int Index, string Name)
{
    public const int NoIndex = -1;

    public FieldPath(string parent, string name) : this(parent, NoIndex, name) { }

    public static implicit operator FieldPath(string name) => new("", NoIndex, name);

    public override string ToString()
    {
        if (Parent.Length == 0) return Name;
        return Index == NoIndex ? $"{Parent}.{Name}" : $"{Parent}[{Index}].{Name}";
    }
}
