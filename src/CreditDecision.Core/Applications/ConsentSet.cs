namespace CreditDecision.Core.Applications;

/// <summary>The scopes for which an application's borrower has given a consent that holds at one moment.</summary>
public readonly struct ConsentSet
{
    private readonly uint _scopes;

    internal ConsentSet(ReadOnlySpan<Consent> consents, DateTimeOffset moment)
    {
        foreach (ref readonly Consent consent in consents)
            if (consent.HoldsAt(moment)) _scopes |= Bit(consent.Scope);
    }

    public bool Holds(ConsentScope scope) => (_scopes & Bit(scope)) != 0;

    // The border let none but the six scopes in.
    private static uint Bit(ConsentScope scope) => 1u << (int)scope;
}
