namespace CreditDecision.Core.Values;

/// <summary>Sex as a resident identity number states it; numbers of GB/T 2261.1.</summary>
public enum Sex
{
    Unspecified = 0,
    Male = 1,
    Female = 2,
}
