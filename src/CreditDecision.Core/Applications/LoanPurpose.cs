namespace CreditDecision.Core.Applications;

/// <summary>What the money is for. Numbers are those of the API; from <see cref="HousePurchase"/> on they are forbidden by A24.</summary>
public enum LoanPurpose
{
    Unspecified = 0,
    DailyConsumption = 1,
    DurableGoods = 2,
    HomeRenovation = 3,
    Education = 4,
    Medical = 5,
    Travel = 6,
    Wedding = 7,
    Rent = 8,
    BusinessTurnover = 20,
    Inventory = 21,
    OtherLawful = 90,
    HousePurchase = 100,
    MortgageRepayment = 101,
    SecuritiesInvestment = 102,
    FuturesDerivatives = 103,
    AssetManagementProducts = 104,
    FixedAssetInvestment = 105,
    EquityInvestment = 106,
    OtherUnlawful = 199,
}
