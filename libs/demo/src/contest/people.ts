/** Everybody in the demo is invented, and every workplace too. */
export interface DemoAuthor {
  /** Stable name inside the demo, in plain letters. */
  handle: string;
  displayName: string;
  company: string;
}

export interface DemoStaff {
  login: string;
  displayName: string;
  role: 'organizer' | 'moderator' | 'host' | 'observer';
}

export interface DemoJuror {
  displayName: string;
  company: string;
}

const author = (handle: string, displayName: string, company: string): DemoAuthor => ({ handle, displayName, company });

export const AUTHORS = [
  author('ouyang', '欧阳振华', '滨海轨道建设盾构二班'),
  author('tursun', '买买提江·吐尔逊', '滨海新区环卫第四清扫队'),
  author('wangxiuying', '王秀英', '海棠路职工食堂'),
  author('zhangweidong', '张卫东', '滨海第三船厂焊接车间'),
  author('cering', '次仁多吉', '高原送变电二公司'),
  author('linan', '李楠', '海棠路社区医院'),
  author('shangguan', '上官云龙', '新河建筑七项目部'),
  author('zhanghai', '张海', '东港码头桥吊队'),
  author('chenxiaojun', '陈小军', '滨海同城配送西站'),
  author('ayguli', '阿依古丽·买买提', '天河纺织第三车间'),
  author('situ', '司徒美玲', '海棠路社区医院'),
  author('zhaodagang', '赵大钢', '滨海第三船厂涂装车间'),
  author('liuyang', '刘洋', '滨海轨道建设机电班'),
  author('sunguihua', '孙桂花', '滨海新区环卫第一清扫队'),
  author('hemin', '何敏', '天河纺织第一车间'),
  author('mayunfei', '马云飞', '高原送变电二公司'),
  author('guoqiang', '郭强', '新河建筑三项目部'),
  author('huangli', '黄丽', '海棠路职工食堂'),
  author('wuzhiyuan', '吴志远', '东港码头调度室'),
  author('xiaotong', '肖彤', '滨海同城配送东站'),
  author('bayar', '巴雅尔', '草原风电检修队'),
  author('tangjianguo', '唐建国', '滨海第三船厂焊接车间'),
] as const satisfies readonly DemoAuthor[];

export type AuthorHandle = (typeof AUTHORS)[number]['handle'];

/** Passwords are made by whoever seeds the demo, never here. */
export const STAFF: readonly DemoStaff[] = [
  { login: 'zuzhi', displayName: '陈嘉怡', role: 'organizer' },
  { login: 'zuzhi2', displayName: '方志明', role: 'organizer' },
  { login: 'shenhe', displayName: '林晓雯', role: 'moderator' },
  { login: 'zhuchi', displayName: '高俊', role: 'host' },
  { login: 'jiandu', displayName: '周正', role: 'observer' },
];

const juror = (displayName: string, company: string): DemoJuror => ({ displayName, company });

/** The jury of a small park; some names are rare on purpose, since badges have to print them right. */
export const JURORS: readonly DemoJuror[] = [
  juror('刘翠兰', '滨海电子装配一厂'),
  juror('王𬀩', '滨海电子装配一厂'),
  juror('龚䶮', '滨海电子装配二厂'),
  juror('李㛃', '园区物业维修班'),
  juror('尼格买提·艾力', '园区物流中心'),
  juror('张秀芳', '园区职工食堂'),
  juror('孙立军', '滨海包装材料厂'),
  juror('周小燕', '滨海包装材料厂'),
  juror('慕容婷', '园区幼儿园'),
  juror('何建设', '滨海精密模具厂'),
  juror('赵磊', '滨海精密模具厂'),
  juror('韩雪梅', '园区卫生站'),
  juror('丁一', '滨海电子装配二厂'),
  juror('马彦龙', '园区公交车队'),
  juror('陈玉莲', '滨海制衣厂'),
  juror('郑国栋', '园区消防站'),
  juror('黄桂英', '滨海制衣厂'),
  juror('拉姆', '园区物流中心'),
  juror('谢斌', '滨海电子装配一厂'),
  juror('吴晓琳', '园区物业维修班'),
  juror('宋长河', '滨海包装材料厂'),
  juror('许文静', '园区图书室'),
  juror('田野', '滨海精密模具厂'),
  juror('蒋红', '园区职工食堂'),
];
