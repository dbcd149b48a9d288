using CreditDecision.Core.Values;

namespace CreditDecision.Modeling.Populations;

/// <summary>
/// Name and numbers that pass every check of the service and yet belong to nobody: the ID number's county is one that is not assigned, and
/// so are the blocks of <see cref="UnassignedNumbers"/>.
/// </summary>
internal sealed record Papers(string Name, string IdNumber, string Phone, string BankAccount)
{
    // GB/T 2260 numbers counties from 01, and county-level cities from 81 up; no prefecture has come near 99, so no ID number was issued there.
    internal const string UnassignedCounty = "99";

    private static readonly string[] Surnames =
    [
        "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "林", "高", "罗",
        "郑", "梁", "谢", "宋", "唐", "许", "韩", "冯", "邓", "曹", "彭", "曾", "肖", "田", "董", "潘", "袁", "蔡", "蒋", "余",
        "于", "杜", "叶", "程", "魏", "苏", "吕", "丁", "任", "卢", "姚", "沈", "钟", "姜", "崔", "谭", "陆", "范", "汪", "欧阳",
    ];

    private static readonly string[] MaleCharacters =
        ["伟", "强", "磊", "军", "洋", "勇", "杰", "涛", "明", "超", "刚", "平", "辉", "鹏", "华", "飞", "鑫", "波", "斌", "宇", "浩", "凯", "健", "俊", "帆", "旭", "宁", "龙", "林", "博"];

    private static readonly string[] FemaleCharacters =
        ["芳", "娜", "敏", "静", "丽", "艳", "娟", "霞", "燕", "玲", "婷", "雪", "倩", "颖", "琳", "洁", "莉", "欣", "梅", "晶", "佳", "慧", "萍", "红", "玉", "云", "悦", "雨", "蕾", "瑶"];

    internal static Papers Draw(Dice dice, Person person, long row, DateOnly asOf)
    {
        string[] characters = person.IsMale ? MaleCharacters : FemaleCharacters;
        string given = characters[dice.Below(characters.Length)] + (dice.Chance(0.7) ? characters[dice.Below(characters.Length)] : "");
        return new Papers(
            Surnames[dice.Below(Surnames.Length)] + given,
            DrawIdNumber(dice, person, asOf),
            // The row makes the number unique up to a hundred million rows.
            UnassignedNumbers.Phone(row % UnassignedNumbers.Phones),
            UnassignedNumbers.BankAccount(row));
    }

    private static string DrawIdNumber(Dice dice, Person person, DateOnly asOf)
    {
        DateOnly birth = asOf.AddYears(-person.Age).AddDays(-dice.Below(365));
        int sequence = 2 * dice.Below(500) + (person.IsMale ? 1 : 0);
        string digits = $"{person.Region.Code}{UnassignedCounty}{birth:yyyyMMdd}{sequence:D3}";
        return digits + ResidentId.CheckCharacter(digits);
    }
}
