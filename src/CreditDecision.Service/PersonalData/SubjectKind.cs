namespace CreditDecision.Service.PersonalData;

/// <summary>What a text that is hashed is: tells apart equal texts of different kinds.</summary>
internal sealed class SubjectKind(string name)
{
    public string Prefix { get; } = $"creditdecision: {name}\n";
}
