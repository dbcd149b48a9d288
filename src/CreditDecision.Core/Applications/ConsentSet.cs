namespace CreditDecision.Core.Applications;

/// <summary>The scopes for which an application's borrower has given a consent that holds at one moment.</summary>
public readonly struct ConsentSet
{
    private readonly uint _scopes;

    internal ConsentSet(IReadOnlyList<Consent> consents, DateTimeOffset moment)
    {
        for (int i = 0; i < consents.Count; i++)
            if (consents[i].HoldsAt(moment)) _scopes |= Bit(consents[i].Scope);
    }

    public bool Holds(ConsentScope scope) => (_scopes & Bit(scope)) != 0;

    // The border let none but the six scopes in.
    private static uint Bit(ConsentScope scope) => 1u << (int)scope;
}
